import { Button, Stack } from '@mantine/core'
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
import { LeaveMarket } from './LeaveMarket.tsx'
import type { MarketState } from './market.ts'
import { MarketNotes } from './MarketNotes.tsx'
import { MarketTabs } from './MarketTabs.tsx'
import { PostRow } from './PostRow.tsx'
import { Shelf } from './Shelf.tsx'
import { useShelf } from './useShelf.ts'

const sorts = ['relevance', 'newest', 'deadline', 'reward'] as const

const Board = ({ market }: { readonly market: MarketState }) => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const shelf = useShelf<(typeof sorts)[number]>('relevance')
  const [filter, setFilter] = useState<Filter>({ tags: [], openToMe: false, minLevel: null })
  const input = { ...shelf.asked, ...filter, tags: [...filter.tags] }
  const query = useQuery(queries.market.search.queryOptions({ input, placeholderData: keepPreviousData }))
  const isNarrowed = shelf.isNarrowed || filter.tags.length > 0 || filter.openToMe || filter.minLevel !== null
  return (
    <Shelf
      shelf={shelf}
      hint={t('market.searchHint')}
      sorts={sorts.map((value) => ({ value, label: t(`market.sort.${value}`) }))}
      query={query}
      count={({ total, atLeast }) => t(atLeast ? 'market.foundMore' : 'market.found', { count: total })}
      renderRow={(post) => <PostRow key={`${post.issuer}${post.post}`} post={post} />}
      nothing={
        <Nothing
          icon={<IconBuildingStore size={28} stroke={1.5} />}
          title={t(isNarrowed ? 'market.noMatchTitle' : 'market.noneTitle')}
          teach={t(isNarrowed ? 'market.noMatchTeach' : 'market.noneTeach')}
        />
      }
    >
      <Stack gap="xl">
        <Filters
          market={market}
          filter={filter}
          onChange={(next) => {
            setFilter(next)
            shelf.turn(1)
          }}
        />
        {market.joined && <BondCard />}
        {market.joined && <LeaveMarket />}
      </Stack>
    </Shelf>
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
          <MarketNotes market={market} />
          {(market.joined || market.posts > 0) && <Board market={market} />}
        </Page>
      )}
    </Loaded>
  )
}
