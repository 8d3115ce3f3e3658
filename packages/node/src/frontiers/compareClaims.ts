import type { ChainCut } from '@daomesh/protocol'
import type { Claim, Frontier } from './frontier.ts'
import type { Basis } from './ownHashes.ts'

/** null where nothing can be said: no alarm is better than a false one. */
export type Agreement = { readonly history: 'same' | 'differs' | null; readonly state: 'same' | 'differs' | null }

export const nothingCompared: Agreement = { history: null, state: null }

/** What this node can hold against a claim. */
export type OwnClaims = {
  readonly foldVersion: number
  /** The cut after so many facts, where this node has come that far. */
  readonly cutAt: (count: number) => ChainCut | null
  /** The hash that this node claimed itself at that cut and set, where it could judge the same of it. */
  readonly hashAt: (basis: Basis) => string | null
}

/** The chain history up to the lower of both cuts, and the state where both stood at the same cut and set under the same rules, and judged the same of it. (D12) */
export const compareClaims = ({ setRoot }: Pick<Frontier, 'setRoot'>, claim: Claim, own: OwnClaims): Agreement => {
  const shared = [claim.cut, ...claim.earlier]
    .map((cut) => ({ theirs: cut, ours: own.cutAt(cut.count) }))
    .filter(({ ours }) => ours !== null)
  if (shared.length === 0) return nothingCompared
  if (shared.some(({ theirs, ours }) => theirs.eventRoot !== ours?.eventRoot)) return { history: 'differs', state: null }
  const hash = claim.foldVersion === own.foldVersion && claim.stateHash !== null ? own.hashAt({ ...claim, setRoot }) : null
  return { history: 'same', state: hash === null ? null : hash === claim.stateHash ? 'same' : 'differs' }
}
