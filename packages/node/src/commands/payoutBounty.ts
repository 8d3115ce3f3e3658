import { escrowGroups, leafStanding } from '@daomesh/governance'
import { type BountyId, DaomeshError } from '@daomesh/protocol'
import { type BountyOutcome, carryOut } from '../bounties/carryOut.ts'
import { titleOf } from '../bounties/path.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'

/** Leaves in one transaction: at about 60 000 gas each where every payee is new, below the 16.7 million of one transaction. */
export const payoutLeaves = 160

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
  const { record, splits, bundle } = known
  const { timestamp } = await node.adapters.chain.client.head()
  const due =
    record === null
      ? []
      : [...record.places.keys()].filter((key) => leafStanding(record, key, timestamp).state === 'payable').slice(0, payoutLeaves)
  if (due.length === 0) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { bounty } })
  const { groups } = escrowGroups(bounty, splits, due)
  const action = { kind: 'payout', agreement: bundle.agreement, groups } as const
  return carryOut(node, { requestId, as: null }, { action, title: titleOf(known), text: `${due.length} leaves are paid.` }, keep)
}
