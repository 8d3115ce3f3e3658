import { creditIn } from '@daomesh/governance'
import { type Address, DaomeshError, zeroAddress } from '@daomesh/protocol'
import { type ActParameters, type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type ClaimBountyCreditParameters = ActParameters & {
  /** Zero: ETH. */
  readonly vault: Address
  /** null: the account itself. */
  readonly recipient: Address | null
}

/**
 * Draws what could not be pushed out of the escrow: to this account, or with `as` to a DAO. To the account itself anybody may bring it, so that is a
 * transaction of this account also for a DAO; another recipient only the DAO chooses, by a proposal.
 * @throws DaomeshError `BOUNTY_NOTHING_DUE` where nothing waits, `CHAIN_UNREACHABLE`.
 */
export const claimBountyCredit = async (
  node: NodeContext,
  { requestId, as, vault, recipient }: ClaimBountyCreditParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const account = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const credit = creditIn(await node.bounties.book(), vault, account)
  if (credit === 0n && node.queue.row(requestId) === undefined) throw new DaomeshError('BOUNTY_NOTHING_DUE', { meta: { vault, account } })
  const action = { kind: 'claim', vault, account, recipient: recipient ?? zeroAddress } as const
  const text = `${credit} go to ${recipient ?? account}.`
  return carryOut(node, { requestId, as: recipient === null ? null : as }, { action, title: '', text }, keep)
}
