import { roundPayouts, unpaidProjects } from '@daomesh/governance'
import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundOutcome } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf } from '../../rounds/textOf.ts'

export type PayoutRoundParameters = {
  readonly requestId: string
  readonly round: RoundId
  /** Places of projects; null: all that wait, the first `roundPayouts` of them. */
  readonly projects: readonly number[] | null
}

/**
 * Queues the transaction that pays projects of a counted round what came for them and what that is matched with; anybody may. Sent again, it pays the next ones.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `ROUND_NOTHING_DUE`, `CHAIN_UNREACHABLE`.
 */
export const payoutRound = async (
  node: NodeContext,
  { requestId, round: id, projects: chosen }: PayoutRoundParameters,
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const { record, standing } = await requireRound(node, id, requestId, ['finalised'])
  const due = unpaidProjects(record, standing).map(({ place }) => place)
  const which = (chosen === null ? due : due.filter((place) => chosen.includes(place))).slice(0, roundPayouts)
  if (which.length === 0 && node.queue.row(requestId) === undefined) throw new DaomeshError('ROUND_NOTHING_DUE', { meta: { round: id } })
  const { round, projects } = record
  const act = { title: roundTitleOf(node, record), text: `${which.length} projects are paid.` }
  return carryOutRound(node, { requestId, as: null }, { ...act, actions: [{ kind: 'payout', round, projects, which }] }, keep)
}
