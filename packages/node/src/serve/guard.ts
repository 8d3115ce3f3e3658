import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DaomeshError } from '@daomesh/protocol'
import { apiProtocol, tokenProtocol } from '../client/connectWebSocket.ts'

const equal = (a: string, b: string): boolean => {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/** Host must be the loopback address we listen on, whatever DNS says (rebinding); Origin, where a browser sends one, must be our own. */
export const checkHost = (request: IncomingMessage, port: number): void => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host)) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'host' } })
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'origin' } })
}

/**
 * The API travels as WebSocket subprotocols: its name, then the token. A page of another origin cannot read the token, nor forge Host or Origin.
 * @throws DaomeshError `API_FORBIDDEN`.
 */
export const checkToken = (request: IncomingMessage, token: string): void => {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim())
  const given = offered.find((text) => text !== apiProtocol) ?? ''
  if (!offered.includes(apiProtocol) || !equal(given, tokenProtocol(token)))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'token' } })
}
