import { setOnline } from '../commands/network/setOnline.ts'
import type { NodeContext } from '../context.ts'
import { diagnose } from '../queries/network/diagnose.ts'
import { readNetwork } from '../queries/network/readNetwork.ts'
import type { Implementer } from './implementer.ts'

/** Peers and what is between them, one line per procedure. */
export const networkRoutes = (node: NodeContext, { network }: Implementer) => ({
  status: network.status.handler(() => readNetwork(node)),
  dial: network.dial.handler(async ({ input }) => ({ device: await node.reach.dial(input.address) })),
  setOnline: network.setOnline.handler(({ input }) => setOnline(node, input)),
  diagnose: network.diagnose.handler(({ input }) => diagnose(node, input)),
  syncNow: network.syncNow.handler(async () => ({ sessions: await node.reach.syncNow() })),
})
