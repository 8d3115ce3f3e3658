import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { carryOutRound, type RoundActParameters, type RoundOutcome } from '../../rounds/carryOutRound.ts'
import { requireRound } from '../../rounds/requireRound.ts'
import { roundTitleOf } from '../../rounds/textOf.ts'

/**
 * Asks the members of the confederation whether to end a round before its contributions do: then everybody has theirs back.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `ROUND_FOREIGN` for any other DAO, `CHAIN_UNREACHABLE`.
 */
export const callOffRound = async (
  node: NodeContext,
  parameters: RoundActParameters & { readonly round: RoundId },
  keep: Keep<RoundOutcome>,
): Promise<RoundOutcome> => {
  const { record } = await requireRound(node, parameters.round, parameters.requestId, ['contributing'])
  const by = parameters.as === null ? null : node.spaces.dao(parameters.as).record.dao
  if (by !== record.round.confederation) throw new DaomeshError('ROUND_FOREIGN', { meta: { account: by } })
  const act = { title: roundTitleOf(node, record), text: 'Nothing is counted, and everybody has back what they gave.' }
  return carryOutRound(node, parameters, { ...act, actions: [{ kind: 'callOff', round: record.round }] }, keep)
}
