import { RPCHandler, type MessagePortHandler } from '@orpc/server/message-port'
import type { NodeRouter } from '../router.ts'

/** Serves the API to the holder of the other end of a port: the renderer on the desktop. */
export const serveMessagePort = (router: NodeRouter, port: Parameters<MessagePortHandler<Record<never, never>>['upgrade']>[0]): void => {
  new RPCHandler(router).upgrade(port, { context: {} })
}
