import { DaomeshError, type DecisionId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readClosing } from '../../queries/proposals/readClosing.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { submitProposal } from './submitProposal.ts'

export type ResubmitProposalParameters = { readonly space: SpaceId; readonly decision: DecisionId }

/**
 * Puts a proposal that can never be carried out any more to a new vote: the same text and calls, under a fresh slot, the present roster and rules, and
 * new deadlines. Code of targets is pinned anew. Ballots on the old one are not taken over: they were signed for another decision.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_STANDS`, `INPUT_INVALID` for one that closes a budget, and what `submitProposal` throws.
 */
export const resubmitProposal = async (
  node: NodeContext,
  { space: id, decision }: ResubmitProposalParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  await space.spentSlots.settle()
  const { status, title, content, draft, decision: old } = requireProposal(node, space, decision)
  if (status !== 'superseded' && status !== 'expired') throw new DaomeshError('PROPOSAL_STANDS', { meta: { decision, status } })
  // Elsewhere than in the slots of its budget the same payments could be made twice (governance B4).
  if (readClosing(space, { id: decision, decision: old }) !== null)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'decision', reason: 'a budget is closed anew from its own page' } })
  const calls = old.calls.map(({ target, value, data }) => ({ target, value: value.toString(), data }))
  return submitProposal(node, { space: id, draft, title, content, calls }, keep)
}
