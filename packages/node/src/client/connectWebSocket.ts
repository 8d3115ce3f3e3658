import { RPCLink } from '@orpc/client/websocket'
import { backoff } from './backoff.ts'
import { connectionNews } from './connectionNews.ts'
import type { NodeTransport } from './transport.ts'

export type ConnectWebSocketParameters = {
  /** `ws://127.0.0.1:<port>/api` */
  readonly url: string
  /** Travels as a sub-protocol: browsers cannot set headers there, and an address with a secret would end in logs. */
  readonly token: string
}

/** What a node speaks and answers with; the token stands beside it as a second sub-protocol. */
export const apiProtocol = 'daomesh.api.1'
/**
 * How the token of the API travels: as a second WebSocket sub-protocol, which a page of another origin cannot read.
 * @example
 * tokenProtocol('abc') // => 'daomesh.token.abc'
 */
export const tokenProtocol = (token: string): string => `daomesh.token.${token}`

const connecting = 0
const open = 1
const closed = 3

/**
 * Reaches a node on this machine. When the connection breaks, calls under way fail with `API_UNAVAILABLE`, and the client connects again
 * by itself with a growing pause; `onConnection` says so. Streams must be opened again by their reader.
 */
export const connectWebSocket = ({ url, token }: ConnectWebSocketParameters): NodeTransport => {
  const { tell, ...news } = connectionNews({ state: 'connecting', attempt: 1 })
  const events = new EventTarget()
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let attempt = 1
  let ended = false

  const lose = (from: WebSocket): void => {
    if (socket !== from) return
    socket = null
    events.dispatchEvent(new Event('close'))
    if (ended) return
    const pause = backoff(attempt, Math.random())
    attempt += 1
    tell({ state: 'waiting', attempt, retryAt: Date.now() + pause })
    timer = setTimeout(connect, pause)
  }

  const connect = (): void => {
    if (ended || socket !== null) return
    clearTimeout(timer)
    tell({ state: 'connecting', attempt })
    const next = new WebSocket(url, [apiProtocol, tokenProtocol(token)])
    socket = next
    next.addEventListener('open', () => {
      attempt = 1
      tell({ state: 'open' })
      events.dispatchEvent(new Event('open'))
    })
    next.addEventListener('message', ({ data }: MessageEvent<unknown>) => events.dispatchEvent(new MessageEvent('message', { data })))
    next.addEventListener('close', () => lose(next))
  }

  const websocket = {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    send: (bytes: Parameters<WebSocket['send']>[0]) => socket?.send(bytes),
    get readyState() {
      if (socket === null) return closed
      return socket.readyState === open || socket.readyState === connecting ? socket.readyState : closed
    },
  }
  connect()

  return {
    link: new RPCLink<Record<never, never>>({ websocket }),
    ...news,
    reconnect: connect,
    close: () => {
      ended = true
      clearTimeout(timer)
      socket?.close()
      tell({ state: 'closed' })
    },
  }
}
