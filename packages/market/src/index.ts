export type { Because } from './admission/createReception.ts'
export { createMarket, type CreateMarketParameters, type Market, type MarketEvent } from './createMarket.ts'
export { askedBond, marketLimits } from './limits.ts'
export type { OwnPlace } from './parcels/askParcels.ts'
export type { ParcelSource } from './parcels/createParcels.ts'
export { parcelLimits } from './parcels/parcelLimits.ts'
export { openLetter, openParcel, parcelBoxOf, parcelIdOf, type ParcelKind, sealLetter, sealParcel } from './parcels/sealParcel.ts'
export { queryWords, wordsOf } from './search/wordsOf.ts'
export {
  type FoundPosts,
  type IssuerKind,
  type MarketStore,
  type PostQuery,
  type PostShelf,
  postShelves,
  type PostSort,
  postSorts,
  type StoredPost,
} from './store/marketStore.ts'
export type { ParcelPlace } from './store/parcelStore.ts'
