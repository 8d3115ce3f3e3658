import type { IncomingMessage } from 'node:http'
import { isSameSecret } from '@daomesh/node/guard'
import { DaomeshError } from '@daomesh/protocol'

/** The token comes in a header that no form and no simple cross-site request can set. @throws DaomeshError `API_FORBIDDEN`. */
export const checkBearer = (request: IncomingMessage, token: string): void => {
  if (!isSameSecret(request.headers.authorization ?? '', `Bearer ${token}`))
    throw new DaomeshError('API_FORBIDDEN', { meta: { reason: 'token' } })
}
