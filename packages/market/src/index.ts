export type { Because } from './admission/createReception.ts'
export { createMarket, type CreateMarketParameters, type Market, type MarketEvent } from './createMarket.ts'
export { askedBond, marketLimits } from './limits.ts'
export { queryWords, wordsOf } from './search/wordsOf.ts'
export {
  type IssuerKind,
  type MarketStore,
  type PostQuery,
  type PostShelf,
  postShelves,
  type PostSort,
  postSorts,
  type StoredPost,
} from './store/marketStore.ts'
