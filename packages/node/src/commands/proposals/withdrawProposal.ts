import type { DecisionId, EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { requireProposal } from '../../queries/proposals/readProposal.ts'

/** Asks members not to sign. It cannot take back a Yes that is signed already. @throws DaomeshError `PROPOSAL_UNKNOWN`. */
export const withdrawProposal = async (
  node: NodeContext,
  { space: id, decision }: { readonly space: SpaceId; readonly decision: DecisionId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  requireProposal(node, space, decision)
  return { entry: await space.append('proposal.withdraw', { decision }, { meta: (entry) => [keep({ entry })] }) }
}
