import {
  DaomeshError,
  type DealOpening,
  decode,
  decodeDealOpening,
  encode,
  encodeDealOpening,
  fromBase64Url,
  limits,
  toBase64Url,
} from '@daomesh/protocol'
import { z } from 'zod'

const wire = z.strictObject({
  v: z.literal(1),
  o: z.instanceof(Uint8Array),
  p: z.array(z.string().startsWith('/').max(200)).max(8),
})
/** Room around the opening for addresses and words of a chat program. */
const mostLetters = 2 * limits.dealOpeningBytes

export type DealLink = { readonly opening: DealOpening; readonly peers: readonly string[] }

/** `daomesh://deal#1…`: what a deal is and where it can be reached. It lets nobody in: only belonging to a party does. */
export const encodeDealLink = ({ opening, peers }: DealLink): string =>
  `daomesh://deal#1${toBase64Url(encode({ v: 1, o: encodeDealOpening(opening), p: [...peers] }))}`

/** Finds the link in whatever text surrounds it. @throws DaomeshError `DEAL_MALFORMED`. */
export const parseDealLink = (text: string): DealLink => {
  const found = text.length > mostLetters ? null : /daomesh:\/\/deal\/?#1([A-Za-z0-9_-]+)/.exec(text)
  if (found === null) throw new DaomeshError('DEAL_MALFORMED', { meta: { reason: 'no link of a deal in this text' } })
  let read: z.output<typeof wire>
  try {
    read = wire.parse(decode(fromBase64Url(found[1] ?? '')))
  } catch (cause) {
    throw new DaomeshError('DEAL_MALFORMED', { cause, meta: { reason: 'damaged' } })
  }
  return { opening: decodeDealOpening(read.o), peers: read.p }
}
