import { Button, Grid, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconBuildingStore, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { BondCard } from './BondCard.tsx'
import { Filters, type Filter } from './Filters.tsx'
import { JoinMarket } from './JoinMarket.tsx'
import { LeaveMarket } from './LeaveMarket.tsx'
import type { MarketState } from './market.ts'
import { MarketTabs } from './MarketTabs.tsx'
import { Pages } from './Pages.tsx'
import { SearchLine } from './SearchLine.tsx'
import { PostRow } from './PostRow.tsx'

const sorts = ['relevance', 'newest', 'deadline', 'reward'] as const
const perPage = 20
/** What one types is looked for once the hand rests. */
const restMs = 200

const Board = ({ market }: { readonly market: MarketState }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed, restMs)
  const [filter, setFilter] = useState<Filter>({ tags: [], openToMe: false, minLevel: null })
  const [sort, setSort] = useState<(typeof sorts)[number]>('relevance')
  const [page, setPage] = useState(1)
  const input = { text, ...filter, tags: [...filter.tags], issuer: null, token: null, sort, offset: (page - 1) * perPage, limit: perPage }
  const query = useQuery(queries.market.search.queryOptions({ input, placeholderData: keepPreviousData }))
  const isNarrowed = text.trim() !== '' || filter.tags.length > 0 || filter.openToMe || filter.minLevel !== null
  return (
    <Grid gap="xl">
      <Grid.Col span={{ base: 12, lg: 9 }}>
        <Stack gap="md">
          <SearchLine
            hint={t('market.searchHint')}
            typed={typed}
            onType={(words) => {
              setTyped(words)
              setPage(1)
            }}
            sort={sort}
            sorts={sorts.map((value) => ({ value, label: t(`market.sort.${value}`) }))}
            onSort={(next) => {
              setSort(next)
              setPage(1)
            }}
          />
          <Loaded query={query}>
            {({ rows, total, atLeast }) => (
              <>
                <Text size="sm" c="dimmed" className="numbers" aria-live="polite">
                  {t(atLeast ? 'market.foundMore' : 'market.found', { count: total })}
                </Text>
                <div className="card">
                  {rows.length === 0 ? (
                    <Nothing
                      icon={<IconBuildingStore size={28} stroke={1.5} />}
                      title={t(isNarrowed ? 'market.noMatchTitle' : 'market.noneTitle')}
                      teach={t(isNarrowed ? 'market.noMatchTeach' : 'market.noneTeach')}
                    />
                  ) : (
                    <div className="rows">
                      {rows.map((post) => (
                        <PostRow key={`${post.issuer}${post.post}`} post={post} />
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
        <Stack gap="xl">
          <Filters
            market={market}
            filter={filter}
            onChange={(next) => {
              setFilter(next)
              setPage(1)
            }}
          />
          {market.joined && <BondCard />}
          {market.joined && <LeaveMarket />}
        </Stack>
      </Grid.Col>
    </Grid>
  )
}

/** Work that is offered on this chain, as far as it came here. */
export const MarketPage = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const query = useQuery(queries.market.status.queryOptions())
  return (
    <Loaded query={query}>
      {(market) => (
        <Page
          title={t('market.title')}
          about={t('market.about')}
          above={<MarketTabs here="wanted" />}
          actions={
            market.joined && (
              <Button component={Link} to="/market/new" leftSection={<IconPlus size={16} aria-hidden />}>
                {t('market.form.open')}
              </Button>
            )
          }
        >
          {!market.joined && <JoinMarket />}
          {market.joined && market.now === null && (
            <Text size="sm" c="var(--warn)">
              {t('market.noTime')}
            </Text>
          )}
          {(market.joined || market.posts > 0) && <Board market={market} />}
        </Page>
      )}
    </Loaded>
  )
}
