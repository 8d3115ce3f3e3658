import { applyFacts, type ChainState } from '@daomesh/governance'
import type { DaoSpace } from './space.ts'

/**
 * What the chain says of a DAO at its newest block, with what may still vanish: balances are of that block too, and one is not worked out by the other of
 * different moments. Never input of the fold.
 */
export const stateNow = (space: Pick<DaoSpace, 'chainState' | 'unfinalized'>): ChainState => {
  const unfinalized = space.unfinalized()
  return unfinalized.length === 0
    ? space.chainState()
    : applyFacts(
        space.chainState(),
        unfinalized.map(({ fact }) => fact),
      )
}
