import type { IncomingMessage } from 'node:http'
import { DaomeshError } from '@daomesh/protocol'
import { apiProtocol, tokenProtocol } from '../client/connectWebSocket.ts'
import { isSameSecret } from './guard.ts'

/**
 * The API travels as WebSocket subprotocols: its name, then the token. A page of another origin cannot read the token, nor forge Host or Origin.
 * @throws DaomeshError `API_FORBIDDEN`.
 */
export const checkToken = (request: IncomingMessage, token: string): void => {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((text) => text.trim())
  const given = offered.find((text) => text !== apiProtocol) ?? ''
  if (!offered.includes(apiProtocol) || !isSameSecret(given, tokenProtocol(token)))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'token' } })
}
