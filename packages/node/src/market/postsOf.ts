import type { FoundPosts, PostShelf } from '@daomesh/market'
import type { Address } from '@daomesh/protocol'
import type { MarketDesk } from './createMarketDesk.ts'

/** What stands of one issuer on a shelf: the newest post, and how many there are. */
export const postsOf = ({ market, now }: Pick<MarketDesk, 'market' | 'now'>, issuer: Address, shelf: PostShelf): FoundPosts =>
  market.search({
    shelf,
    text: '',
    tags: [],
    issuer,
    token: null,
    openFor: null,
    keeps: null,
    sort: 'newest',
    offset: 0,
    limit: 1,
    now: now() ?? 0,
  })
