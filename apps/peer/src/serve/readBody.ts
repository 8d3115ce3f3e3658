import type { IncomingMessage } from 'node:http'
import { DaomeshError } from '@daomesh/protocol'

/** A password, a phrase, a number: nothing here is long. */
const mostBytes = 16 * 1024

/** The JSON body of a request. @throws DaomeshError `INPUT_INVALID` for a long or malformed one. */
export const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'too long' } })
    chunks.push(chunk)
  }
  try {
    return size === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { reason: 'not JSON' } })
  }
}
