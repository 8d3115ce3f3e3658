import type { DeviceId } from '@daomesh/protocol'
import type { NodeAdapters } from './adapters.ts'
import { readEarlier } from './chain/readEarlier.ts'
import { takeReread } from './chain/takeReread.ts'
import { composeNode } from './composeNode.ts'
import { followAll } from './followAll.ts'
import { metaOf } from './metaOf.ts'
import { createRouter, type NodeRouter } from './router.ts'
import { createUnreadableRows } from './rows/unreadableRows.ts'

export type MemberNode = { readonly router: NodeRouter; readonly device: DeviceId; readonly close: () => Promise<void> }

/**
 * Composes one member node from its adapters and starts it: opens what is stored, then reaches out. Nothing waits for the network or the chain.
 * @throws DaomeshError `STORAGE_FAILED`, `STORAGE_DAMAGED`.
 * @example
 * const serve = async (adapters: Parameters<typeof startNode>[0]) => {
 *   const node = await startNode(adapters)
 *   return serveLoopback({ router: node.router, token, port: 0, folder: null })
 * }
 */
export const startNode = async (given: NodeAdapters): Promise<MemberNode> => {
  const { logger, logs, deviceKey } = given
  const unreadable = createUnreadableRows(logger)
  const meta = metaOf(logs, unreadable.add)
  const reread = takeReread(logs, meta)
  if (reread.length > 0) logger.info('history.reread', { daos: reread.length })
  readEarlier(meta, given.chain.client.profile)
  const { node, applications } = composeNode({ given, meta, unreadable })
  const { spaces, reach, files, market, queue } = node

  await spaces.openStored()
  if (logs.copied && spaces.all().length > 0) node.restored.notice(false)
  await reach.start()
  await files.start()
  market.start()
  queue.start()
  const stopFollowing = followAll(node)
  logger.info('node.opened', { device: deviceKey.device, spaces: spaces.all().length })

  return {
    router: createRouter(node),
    device: deviceKey.device,
    close: async () => {
      logger.info('node.ending')
      applications.stop()
      node.consents.stop()
      stopFollowing()
      node.symptoms.stop()
      queue.stop()
      node.drafts.close()
      node.mesh.stop()
      await market.stop()
      await files.stop()
      await reach.stop()
      node.organisations.close()
      await spaces.close()
    },
  }
}
