import { closersOf } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'

/**
 * Asks members not to sign. It cannot take back a Yes that is signed already. Only its author's word does that (governance S1), of a closing that of everybody who
 * wrote it (governance J27): anybody else's would stand there and change nothing.
 * @throws DaomeshError `PROPOSAL_UNKNOWN`, `PROPOSAL_FOREIGN`.
 */
export const withdrawProposal = async (
  node: NodeContext,
  { space: id, decision }: { readonly space: SpaceId; readonly decision: DecisionId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const { by } = requireProposal(node, space, decision)
  const account = node.account.required()
  if (by !== account && !closersOf(space.registers(), decision).includes(account))
    throw new DaomeshError('PROPOSAL_FOREIGN', { meta: { decision, by } })
  return { entry: await space.append('proposal.withdraw', { decision }, { meta: (entry) => [keep({ entry })] }) }
}
