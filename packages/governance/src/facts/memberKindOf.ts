import { type Address, memberKinds, type ViewFact } from '@daomesh/protocol'
import type { ChainState } from './chainState.ts'

/**
 * The kind of a member in a view, for `daoReducer`. It asks the view's own roster, never the newest, so that a later change cannot alter an old verdict.
 * `state` is called at each use, so the reducer keeps pace with the chain.
 * @example
 * memberKindOf(() => state)(alice, viewsOf(space, state).current()) // => 'key'
 */
export const memberKindOf =
  (state: () => ChainState) =>
  (account: Address, view: ViewFact): 'key' | 'contract' | undefined => {
    const seat = state().epochs[view.index]?.members.find((member) => member.account === account)
    if (seat === undefined) return undefined
    return seat.kind === memberKinds.contract ? 'contract' : 'key'
  }
