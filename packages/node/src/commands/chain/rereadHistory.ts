import { rereadFacts } from '../../chain/rereadFacts.ts'
import type { NodeContext } from '../../context.ts'

/**
 * Reads the history of every DAO again from its founding on, and lays what differs ready for the next start.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`, `CHAIN_EVENTS_DIFFER`; nothing is changed then.
 */
export const rereadHistory = async (node: NodeContext): Promise<{ differing: number; from: 'nextStart' }> => {
  const { differing } = await rereadFacts({ client: node.adapters.chain.client, meta: node.meta, spaces: node.spaces.all() })
  // What stands on the chain no more has to go there again.
  await node.queue.recheck()
  void node.queue.nudge()
  return { differing, from: 'nextStart' }
}
