import type { Address } from '@daomesh/protocol'
import { marketLimits } from '../limits.ts'
import type { IssuerKind, MarketStore } from '../store/marketStore.ts'

/** What leaves for one newcomer at most: bytes of a few long posts. */
const leaveAtMost = 4

/**
 * Makes room for a newcomer where the market is full: a post of an account leaves first, of the issuer with the most, the one with the lowest rank. Ranks
 * are drawn, so nobody can see to it that another one's post leaves; and among issuers of one post each, what stays is a fair sample of all that came.
 * A DAO's post leaves only for another DAO's. The newcomer stays out where it would be the first to leave.
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
    const first = store.first('account') ?? (kind === 'dao' ? store.first('dao') : null)
    if (first === null || left === leaveAtMost) return false
    const mine = store.countOf(issuer) + 1
    const isFirst = mine > first.ofIssuer || (mine === first.ofIssuer && rank < first.rank)
    if (kind === 'account' && isFirst) return false
    store.remove(first)
  }
  return false
}
