import { Button, Fieldset, Grid, Group, Pagination, Select, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconPackage, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { JoinMarket } from '../market/JoinMarket.tsx'
import { MarketTabs } from '../market/MarketTabs.tsx'
import { ListingRow } from './ListingRow.tsx'

const sorts = ['relevance', 'newest', 'price'] as const
const perPage = 20
/** What one types is looked for once the hand rests. */
const restMs = 200
/** Tags offered beside the shelf; those that are chosen stand first. */
const offered = 14

const Shelf = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, restMs)
  const [tags, setTags] = useState<readonly string[]>([])
  const [sort, setSort] = useState<(typeof sorts)[number]>('relevance')
  const [page, setPage] = useState(1)
  const input = { text, tags: [...tags], issuer: null, token: null, sort, offset: (page - 1) * perPage, limit: perPage }
  const query = useQuery(queries.listings.search.queryOptions({ input, placeholderData: keepPreviousData }))
  const others = (query.data?.tags ?? []).filter(({ tag }) => !tags.includes(tag)).slice(0, offered)
  const toggle = (tag: string): void => {
    setTags(tags.includes(tag) ? tags.filter((one) => one !== tag) : [...tags, tag].slice(-8))
    setPage(1)
  }
  const isNarrowed = text.trim() !== '' || tags.length > 0
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, md: 9 }}>
        <Stack gap="md">
          <Group gap="sm" align="flex-end" wrap="nowrap">
            <TextInput
              type="search"
              style={{ flex: 1 }}
              label={t('market.search')}
              placeholder={t('listings.searchHint')}
              leftSection={<IconSearch size={16} aria-hidden />}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                setPage(1)
              }}
            />
            <Select
              w={170}
              label={t('market.sort.label')}
              allowDeselect={false}
              data={sorts.map((value) => ({ value, label: t(`listings.sort.${value}`) }))}
              value={sort}
              onChange={(value) => {
                setSort(sorts.find((one) => one === value) ?? 'relevance')
                setPage(1)
              }}
            />
          </Group>
          <Loaded query={query}>
            {({ rows, total, atLeast }) => (
              <>
                <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
                  {t(atLeast ? 'listings.foundMore' : 'listings.found', { count: total })}
                </Text>
                <div className="card">
                  {rows.length === 0 ? (
                    <Nothing
                      icon={<IconPackage size={28} stroke={1.5} />}
                      title={t(isNarrowed ? 'market.noMatchTitle' : 'listings.noneTitle')}
                      teach={t(isNarrowed ? 'market.noMatchTeach' : 'listings.noneTeach')}
                    />
                  ) : (
                    <div className="rows">
                      {rows.map((listing) => (
                        <ListingRow key={`${listing.issuer}${listing.post}`} listing={listing} />
                      ))}
                    </div>
                  )}
                </div>
                {total > perPage && (
                  <Pagination
                    total={Math.ceil(total / perPage)}
                    value={page}
                    onChange={setPage}
                    size="sm"
                    getControlProps={(control) => ({ 'aria-label': t(`market.page.${control}`) })}
                    getItemProps={(number) => ({ 'aria-label': t('market.page.number', { number }) })}
                  />
                )}
              </>
            )}
          </Loaded>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 3 }}>
        {tags.length + others.length > 0 && (
          <Fieldset variant="unstyled" legend={t('market.filter.tags')}>
            <Group gap={6} mt={6}>
              {[...tags, ...others.map(({ tag }) => tag)].map((tag) => (
                <Button
                  key={tag}
                  size="compact-xs"
                  maw={220}
                  variant={tags.includes(tag) ? 'filled' : 'default'}
                  aria-pressed={tags.includes(tag)}
                  fw={450}
                  onClick={() => toggle(tag)}
                >
                  {tag}
                </Button>
              ))}
            </Group>
          </Fieldset>
        )}
      </Grid.Col>
    </Grid>
  )
}

/** Finished work that DAOs of this chain sell, as far as it came here. */
export const WorksPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.market.status.queryOptions())
  return (
    <Loaded query={query}>
      {(market) => (
        <Page title={t('listings.title')} about={t('listings.about')} above={<MarketTabs here="sale" />}>
          {!market.joined && <JoinMarket />}
          {market.joined && market.now === null && (
            <Text size="sm" c="var(--warn)">
              {t('market.noTime')}
            </Text>
          )}
          {(market.joined || market.posts > 0) && <Shelf />}
        </Page>
      )}
    </Loaded>
  )
}
