import type { DecisionId, Hex, PollCloseId, PollId } from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { type PollAnchor, readAnchor } from '../polls/anchorText.ts'
import { isUnderRoot, pollProof, type ProofStep } from '../polls/pollsRoot.ts'
import { type Registers, valueAt } from './registers.ts'

export type AnchoredPoll = {
  readonly decision: DecisionId
  readonly transaction: Hex
  readonly root: Hex
  readonly close: PollCloseId
  /** From the poll up to the root, checked. */
  readonly proof: readonly ProofStep[]
}

/** Values of registers are never changed, so a text that was read is read. */
const known = new WeakMap<ProposalValue, { readonly anchor: PollAnchor | null }>()

/**
 * What a proposal anchors, or null. The content hash of its decision binds the text, so what stands there is what the chain fixes.
 * @example
 * anchorIn(registers, decisionIdOf(chain.chainId, dao, decision)) // => null
 */
export const anchorIn = (registers: Registers, decision: DecisionId): PollAnchor | null => {
  const value = valueAt<ProposalValue>(registers, keys.proposal(decision))
  if (value === undefined) return null
  const read = known.get(value) ?? { anchor: readAnchor(value.content) }
  known.set(value, read)
  return read.anchor
}

type Anchors = ReadonlyMap<PollId, readonly AnchoredPoll[]>
const made = new WeakMap<Registers, { readonly version: number; readonly enacted: ChainState['enacted']; readonly anchors: Anchors }>()

/**
 * The polls that enacted decisions anchor, each with every close that was anchored of it in the order of the chain: the first one stands. Read once for each
 * change of registers or chain, since the text of what the chain enacted may come after it; of registers without a version nothing is kept.
 * @example
 * anchorsOf(registers, state).size // => 0
 */
export const anchorsOf = (registers: Registers, state: ChainState): Anchors => {
  const { version } = registers
  const before = made.get(registers)
  if (before !== undefined && before.version === version && before.enacted === state.enacted) return before.anchors
  const anchors = new Map<PollId, AnchoredPoll[]>()
  for (const [decision, transaction] of state.enacted) {
    const anchor = anchorIn(registers, decision)
    for (const leaf of anchor?.leaves ?? []) {
      const proof = pollProof(anchor?.leaves ?? [], leaf)
      if (anchor === null || proof === null || !isUnderRoot(anchor.root, leaf, proof)) continue
      const row = { decision, transaction, root: anchor.root, close: leaf.close, proof }
      anchors.set(leaf.poll, [...(anchors.get(leaf.poll) ?? []), row])
    }
  }
  if (version !== undefined) made.set(registers, { version, enacted: state.enacted, anchors })
  return anchors
}
