import type { RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundOutcome } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf } from '../../rounds/textOf.ts'

/**
 * Queues the transaction that counts a round whose contributions ended; anybody may.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `CHAIN_UNREACHABLE`.
 */
export const finaliseRound = async (
  node: NodeContext,
  { requestId, round: id }: { readonly requestId: string; readonly round: RoundId },
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const { record } = await requireRound(node, id, requestId, ['countable'])
  const act = { title: roundTitleOf(node, record), text: 'What each project is matched with is fixed by it; no money moves yet.' }
  return carryOutRound(node, { requestId, as: null }, { ...act, actions: [{ kind: 'finalise', round: record.round }] }, keep)
}
