import { roundFundings, unreturnedFundings } from '@daomesh/governance'
import { type Address, DaomeshError, type RoundAction, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundOutcome, unitsOf } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf } from '../../rounds/textOf.ts'

export type RefundRoundParameters = {
  readonly requestId: string
  readonly round: RoundId
  /** `contributions` of a round that came to nothing, or what is left of the `pool`. */
  readonly what: 'contributions' | 'pool'
  /** Whose; null: of this account. Of a DAO's members each may. */
  readonly account: Address | null
}

/**
 * Queues the transaction that gives an account back what it gave; anybody may send it, and the money goes to who gave it.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `ROUND_NOTHING_DUE`, `CHAIN_UNREACHABLE`.
 */
export const refundRound = async (
  node: NodeContext,
  { requestId, round: id, what, account: whose }: RefundRoundParameters,
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const statuses = what === 'pool' ? (['finalised', 'failed', 'calledOff'] as const) : (['failed', 'calledOff'] as const)
  const { record, standing } = await requireRound(node, id, requestId, statuses)
  const account = whose ?? node.account.required()
  const fundings = unreturnedFundings(record, standing).filter(({ to }) => to === account)
  const some = fundings.slice(0, roundFundings)
  const amount = what === 'pool' ? some.reduce((sum, one) => sum + one.amount, 0n) : (standing.refunds.get(account) ?? 0n)
  if (amount === 0n && node.queue.row(requestId) === undefined)
    throw new DaomeshError('ROUND_NOTHING_DUE', { meta: { round: id, account } })
  const { round } = record
  const action: RoundAction =
    what === 'pool' ? { kind: 'refundPool', round, numbers: some.map(({ number }) => number) } : { kind: 'refund', round, account }
  const act = { title: roundTitleOf(node, record), text: `${unitsOf(round, amount)} go back to ${account}.` }
  return carryOutRound(node, { requestId, as: null }, { ...act, actions: [action] }, keep)
}
