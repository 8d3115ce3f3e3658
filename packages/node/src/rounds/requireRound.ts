import { roundStanding, type RoundStanding, type RoundStatus } from '@daomesh/governance'
import { DaomeshError, type RoundId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { chainNow } from '../chain/chainNow.ts'
import type { KnownRound } from './createRoundDesk.ts'

/**
 * A round as it stands at this second of chain time, which must be one of these.
 * @param requestId A retry of what was queued already answers that, whatever time it is by now.
 * @throws DaomeshError `ROUND_UNKNOWN`, `ROUND_CLOSED`, `CHAIN_UNREACHABLE`.
 */
export const requireRound = async (
  node: NodeContext,
  id: RoundId,
  requestId: string,
  statuses: readonly RoundStatus[],
): Promise<KnownRound & { readonly standing: RoundStanding }> => {
  const known = await node.rounds.known(id)
  const now = await chainNow(node)
  const standing = roundStanding(known.record, now)
  if (!statuses.includes(standing.status) && node.queue.row(requestId) === undefined)
    throw new DaomeshError('ROUND_CLOSED', { meta: { round: id, status: standing.status } })
  return { ...known, standing }
}
