import { RPCLink } from '@orpc/client/message-port'
import { connectionNews } from './connectionNews.ts'
import type { NodeTransport } from './transport.ts'

/** A browser's port, or Node's, which speaks of its events in types of its own. */
type Port = ConstructorParameters<typeof RPCLink<Record<never, never>>>[0]['port'] & {
  readonly addEventListener: (type: 'close', listener: () => void) => void
  readonly start: () => void
  readonly close: () => void
}

/**
 * Reaches the node through a port that the desktop's preload handed over. A port does not come back once closed:
 * the desktop hands over a new one with a new page.
 */
export const connectMessagePort = (port: Port): NodeTransport => {
  const { tell, ...news } = connectionNews({ state: 'open' })
  const link = new RPCLink<Record<never, never>>({ port })
  port.addEventListener('close', () => tell({ state: 'closed' }))
  port.start()
  return {
    link,
    ...news,
    reconnect: () => undefined,
    close: () => {
      port.close()
      tell({ state: 'closed' })
    },
  }
}
