import type { NodeContext } from '../../context.ts'

/** Takes this node off the network, and with `chain` false off its chain too, or brings it back. Everything goes on locally. */
export const setOnline = async (
  node: NodeContext,
  { online, chain }: { readonly online: boolean; readonly chain: boolean },
): Promise<{ online: boolean }> => {
  node.chainView.setOnline(chain)
  await node.reach.setOnline(online)
  if (chain) void node.queue.nudge()
  node.changes.mark('status', 'network', 'chain')
  return { online: node.adapters.network.online() }
}
