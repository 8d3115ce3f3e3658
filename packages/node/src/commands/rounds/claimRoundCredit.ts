import { creditIn } from '@daomesh/governance'
import { type Address, DaomeshError, zeroAddress } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundActParameters, type RoundOutcome } from '../../rounds/carryOutRound.ts'

export type ClaimRoundCreditParameters = RoundActParameters & {
  /** Zero: ETH. */
  readonly vault: Address
  /** null: the account itself. */
  readonly recipient: Address | null
}

/**
 * Draws what a round could not push: to this account, or with `as` to a DAO. To the account itself anybody may bring it, so that is a transaction of this
 * account also for a DAO; another recipient only the DAO chooses, by a proposal.
 * @throws DaomeshError `ROUND_NOTHING_DUE` where nothing waits, `CHAIN_UNREACHABLE`.
 */
export const claimRoundCredit = async (
  node: NodeContext,
  { requestId, as, vault, recipient }: ClaimRoundCreditParameters,
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const account = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const credit = creditIn((await node.rounds.look()).book, vault, account)
  if (credit === 0n && node.queue.row(requestId) === undefined) throw new DaomeshError('ROUND_NOTHING_DUE', { meta: { vault, account } })
  const action = { kind: 'claim', vault, account, recipient: recipient ?? zeroAddress } as const
  const text = `${credit} go to ${recipient ?? account}.`
  return carryOutRound(node, { requestId, as: recipient === null ? null : as }, { actions: [action], title: '', text }, keep)
}
