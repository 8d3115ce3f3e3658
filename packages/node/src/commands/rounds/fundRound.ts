import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundActParameters, type RoundOutcome, unitsOf } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf } from '../../rounds/textOf.ts'

export type FundRoundParameters = RoundActParameters & { readonly round: RoundId; readonly amount: string }

/**
 * Gives to the pool of a round, which anybody may: by a transaction of this account, or by a proposal to a DAO. What is left of it goes back.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `AMOUNT_INVALID` for nothing, `CHAIN_UNREACHABLE`.
 */
export const fundRound = async (node: NodeContext, parameters: FundRoundParameters, keep: Keep<RoundOutcome>): Promise<RoundOutcome> => {
  const { record } = await requireRound(node, parameters.round, parameters.requestId, ['contributing'])
  const amount = BigInt(parameters.amount)
  if (amount === 0n) throw new DaomeshError('AMOUNT_INVALID')
  const text = `${unitsOf(record.round, amount)} go to the pool; what of it is not needed comes back.`
  const action = { kind: 'fund', round: record.round, amount } as const
  return carryOutRound(node, parameters, { actions: [action], title: roundTitleOf(node, record), text }, keep)
}
