import { DaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'

/**
 * Reaches the chain through another endpoint, now and at later starts. A home that keeps a DAO or a lobby stays on its chain.
 * @throws DaomeshError `INPUT_INVALID` where this machine keeps the chain itself, or for what is no address; `CHAIN_UNREACHABLE`, `FACTORY_ABSENT`, `CHAIN_MISMATCH`.
 */
export const chooseEndpoint = async (node: NodeContext, rpcUrl: string): Promise<{ from: 'now' | 'nextStart' }> => {
  const { chain } = node.adapters
  if (chain.chooseEndpoint === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'this machine keeps the chain itself' } })
  const from = await chain.chooseEndpoint(rpcUrl, node.spaces.all().length === 0)
  if (from === 'now') {
    // It is in use: should it fall silent this very moment, that is the state of the chain and no failure of the choice.
    await chain.client.head().then(node.chainView.onHead, node.chainView.onFailure)
    void node.queue.nudge()
  }
  node.changes.mark('status', 'chain', 'network')
  return { from }
}
