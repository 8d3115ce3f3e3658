import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconPackage } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../api/ApiContext.ts'
import { Loaded } from '../../parts/Loaded.tsx'
import { Nothing } from '../../parts/Nothing.tsx'
import { Page } from '../../parts/Page.tsx'
import { MarketNotes } from '../market/MarketNotes.tsx'
import { MarketTabs } from '../market/MarketTabs.tsx'
import { Shelf } from '../market/Shelf.tsx'
import { TagChoice } from '../market/TagChoice.tsx'
import { useShelf } from '../market/useShelf.ts'
import { ListingRow } from './ListingRow.tsx'

const sorts = ['relevance', 'newest', 'price'] as const

const Works = () => {
  const { t } = useTranslation()
  const { queries } = useApi()
  const shelf = useShelf<(typeof sorts)[number]>('relevance')
  const [tags, setTags] = useState<readonly string[]>([])
  const input = { ...shelf.asked, tags: [...tags] }
  const query = useQuery(queries.listings.search.queryOptions({ input, placeholderData: keepPreviousData }))
  const isNarrowed = shelf.isNarrowed || tags.length > 0
  return (
    <Shelf
      shelf={shelf}
      hint={t('listings.searchHint')}
      sorts={sorts.map((value) => ({ value, label: t(`listings.sort.${value}`) }))}
      query={query}
      count={({ total, atLeast }) => t(atLeast ? 'listings.foundMore' : 'listings.found', { count: total })}
      renderRow={(listing) => <ListingRow key={`${listing.issuer}${listing.post}`} listing={listing} />}
      nothing={
        <Nothing
          icon={<IconPackage size={28} stroke={1.5} />}
          title={t(isNarrowed ? 'market.noMatchTitle' : 'listings.noneTitle')}
          teach={t(isNarrowed ? 'market.noMatchTeach' : 'listings.noneTeach')}
        />
      }
    >
      <TagChoice
        chosen={tags}
        tags={query.data?.tags ?? []}
        onChange={(next) => {
          setTags(next)
          shelf.turn(1)
        }}
      />
    </Shelf>
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
          <MarketNotes market={market} />
          {(market.joined || market.posts > 0) && <Works />}
        </Page>
      )}
    </Loaded>
  )
}
