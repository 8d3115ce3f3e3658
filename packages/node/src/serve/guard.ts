import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DaomeshError } from '@daomesh/protocol'

/** Whether two secrets are the same, in a time that says nothing of where they differ. */
export const isSameSecret = (a: string, b: string): boolean => {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/** The token in a header that no form and no simple cross-site request can set. @throws DaomeshError `API_FORBIDDEN`. */
export const checkBearer = (request: IncomingMessage, token: string): void => {
  if (!isSameSecret(request.headers.authorization ?? '', `Bearer ${token}`))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'token' } })
}

/**
 * Host must be the loopback address that a service listens on, whatever DNS says (rebinding); Origin, where a browser sends one, must be its own: the
 * interface and the signing page are strangers to each other.
 * @throws DaomeshError `API_FORBIDDEN`.
 */
export const checkHost = (request: IncomingMessage, port: number): void => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const { host, origin } = request.headers
  if (host === undefined || !hosts.includes(host)) throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'host' } })
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'origin' } })
}

/** What every page of this machine says of itself: it is not guessed at, framed, remembered or named to others. */
export const closedHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
}
