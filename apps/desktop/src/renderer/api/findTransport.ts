import { connectMessagePort, connectWebSocket } from '@daomesh/node/client'
import type { NodeTransport } from '@daomesh/node/client'
import { takeToken } from './takeToken.ts'

/** The desktop serves its pages under a scheme of its own; there a port comes from the preload. */
export const onDesktop = (): boolean => location.protocol === 'app:'

const awaitPort = (): Promise<MessagePort> =>
  new Promise((resolve) => {
    const listen = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports
      if (event.source !== window || event.data !== 'daomesh:port' || port === undefined) return
      window.removeEventListener('message', listen)
      resolve(port)
    }
    window.addEventListener('message', listen)
  })

/** The way to this person's own node, or null when the page was opened without its token. */
export const findTransport = async (): Promise<NodeTransport | null> => {
  if (onDesktop()) return connectMessagePort(await awaitPort())
  const token = takeToken({ address: location, history, storage: sessionStorage })
  if (token === null) return null
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
  return connectWebSocket({ url: `${scheme}://${location.host}/api`, token })
}
