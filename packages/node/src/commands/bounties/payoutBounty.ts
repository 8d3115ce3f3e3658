import { type BountyId, DaomeshError } from '@daomesh/protocol'
import { type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import { payableLeaves, payoutLeaves, payoutOf } from '../../bounties/dueSteps.ts'
import { titleOf } from '../../bounties/path.ts'
import { chainNow } from '../../chain/chainNow.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

/**
 * Queues the transaction that pays the leaves of a bounty which are due and known here, the first `payoutLeaves` of them; anybody may. Sent again, it pays the
 * next ones.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `BOUNTY_NOTHING_DUE`, `CHAIN_UNREACHABLE`.
 */
export const payoutBounty = async (
  node: NodeContext,
  { requestId, bounty }: { readonly requestId: string; readonly bounty: BountyId },
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const known = await node.bounties.known(bounty)
  const due = payableLeaves(known, await chainNow(node)).slice(0, payoutLeaves)
  if (due.length === 0) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { bounty } })
  const act = { action: payoutOf(known, due), title: titleOf(known), text: `${due.length} leaves are paid.` }
  return carryOut(node, { requestId, as: null }, act, keep)
}
