import { z } from 'zod'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import type { EntryId } from '../ids.ts'
import { limits } from '../limits.ts'
import { bodyHashOf, decodeHeader, entryIdOf, type EntryHeader } from './header.ts'

/** An entry as bytes and as parsed header. `body` is null where it was pruned. The signature is not verified yet. */
export type WireEntry = {
  readonly id: EntryId
  readonly header: EntryHeader
  readonly headerBytes: Uint8Array
  readonly signature: Uint8Array
  readonly body: Uint8Array | null
}

const wire = z.tuple([
  z.instanceof(Uint8Array),
  z.instanceof(Uint8Array).refine((s) => s.length === 64),
  z.instanceof(Uint8Array).nullable(),
])

/** The form in which entries travel and are stored: dag-cbor [header, signature, body]. */
export const encodeEntry = (entry: Pick<WireEntry, 'headerBytes' | 'signature' | 'body'>): Uint8Array =>
  encode([entry.headerBytes, entry.signature, entry.body])

/** @throws DaomeshError `ENTRY_MALFORMED`; whoever sent such bytes is at fault. */
export const decodeEntry = (bytes: Uint8Array): WireEntry => {
  const refuse = (reason: string, cause?: unknown) => new DaomeshError('ENTRY_MALFORMED', { meta: { reason }, cause })
  if (bytes.length > limits.bodyBytes + limits.headerBytes + 128) throw refuse('too long')
  let raw: unknown
  try {
    raw = decode(bytes)
  } catch (cause) {
    throw refuse('not canonical CBOR', cause)
  }
  const parsed = wire.safeParse(raw)
  if (!parsed.success) throw refuse('not an entry', parsed.error)
  const [headerBytes, signature, body] = parsed.data
  const header = decodeHeader(headerBytes)
  if (body !== null && (body.length !== header.bodySize || bodyHashOf(body) !== header.bodyHash))
    throw refuse('body does not match its hash')
  return { id: entryIdOf(headerBytes), header, headerBytes, signature, body }
}
