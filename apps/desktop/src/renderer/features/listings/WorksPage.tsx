import { Button, Fieldset, Grid, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconPackage } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { JoinMarket } from '../market/JoinMarket.tsx'
import { MarketTabs } from '../market/MarketTabs.tsx'
import { Pages } from '../market/Pages.tsx'
import { SearchLine } from '../market/SearchLine.tsx'
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
      <Grid.Col span={{ base: 12, lg: 9 }}>
        <Stack gap="md">
          <SearchLine
            hint={t('listings.searchHint')}
            typed={typed}
            onType={(words) => {
              setTyped(words)
              setPage(1)
            }}
            sort={sort}
            sorts={sorts.map((value) => ({ value, label: t(`listings.sort.${value}`) }))}
            onSort={(next) => {
              setSort(next)
              setPage(1)
            }}
          />
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
                <Pages total={total} perPage={perPage} page={page} onPage={setPage} />
              </>
            )}
          </Loaded>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 3 }}>
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
