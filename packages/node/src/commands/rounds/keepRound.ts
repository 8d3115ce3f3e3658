import { readRoundText } from '@daomesh/governance'
import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'

/**
 * Keeps the words of a round that were handed over as a text: only those that the round and each of its projects commit to.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_WORDS`, `CHAIN_UNREACHABLE`.
 */
export const keepRound = async (
  node: NodeContext,
  { round, text }: { readonly round: RoundId; readonly text: string },
): Promise<{ round: RoundId }> => {
  const { record } = await node.rounds.known(round)
  if (readRoundText(text, record) === null) throw new DaomeshError('ROUND_WORDS', { meta: { round } })
  node.rounds.keepText(round, text)
  return { round }
}
