import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DaomeshError } from '@daomesh/protocol'

const equal = (a: string, b: string): boolean => {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/**
 * Host must be our own loopback address whatever DNS says, and Origin, where a browser sends one, our own too: the member's interface is another
 * origin and may not drive this page.
 * @throws DaomeshError `API_FORBIDDEN`.
 */
export const checkOwnHost = (request: IncomingMessage, port: number): void => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host)) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'host' } })
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'origin' } })
}

/** The token comes in a header that no form and no simple cross-site request can set. @throws DaomeshError `API_FORBIDDEN`. */
export const checkBearer = (request: IncomingMessage, token: string): void => {
  if (!equal(request.headers.authorization ?? '', `Bearer ${token}`)) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'token' } })
}
