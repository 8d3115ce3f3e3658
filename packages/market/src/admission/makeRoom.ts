import type { Address } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'
import { type IssuerKind, issuerKinds, type MarketStore } from '../store/marketStore.ts'

/** What leaves for one newcomer at most: bytes of a few long posts. */
const leaveAtMost = 4

/** The post that leaves first for a newcomer of a kind: of the least kind there is, up to its own. */
const firstFor = (store: MarketStore, kind: IssuerKind) => {
  for (const least of issuerKinds.slice(0, issuerKinds.indexOf(kind) + 1)) {
    const first = store.first(least)
    if (first !== null) return { ...first, kind: least }
  }
  return null
}

/**
 * Makes room for a newcomer where the market is full. Posts of unbonded accounts leave first, then those of bonded ones, which leave for bonded ones and DAOs
 * only; a DAO's leaves only for another DAO's. Of a kind that of the issuer with the most goes, the one with the lowest rank. Ranks are drawn, so nobody can
 * see to it that another one's post leaves; and among issuers of one post each, what stays is a fair sample of all that came. The newcomer stays out where it
 * would be the first to leave.
 */
export const makeRoom = ({
  store,
  kind,
  issuer,
  bytes,
  rank,
  most = marketLimits,
}: {
  readonly store: MarketStore
  readonly kind: IssuerKind
  readonly issuer: Address
  readonly bytes: number
  readonly rank: number
  readonly most?: { readonly posts: number; readonly bytes: number }
}): boolean => {
  for (let left = 0; left <= leaveAtMost; left++) {
    const size = store.size()
    if (size.posts < most.posts && size.bytes + bytes <= most.bytes) return true
    const first = firstFor(store, kind)
    if (first === null || left === leaveAtMost) return false
    const mine = store.countOf(issuer) + 1
    const isFirst = mine > first.ofIssuer || (mine === first.ofIssuer && rank < first.rank)
    if (first.kind === kind && isFirst) return false
    store.remove(first)
  }
  return false
}
