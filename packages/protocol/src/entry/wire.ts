import { sharedCopy } from '../bytes.ts'
import { isCanonical } from '../codec/encode.ts'
import { Reader } from '../codec/reader.ts'
import { headBytes, writer } from '../codec/writer.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import type { EntryId } from '../ids.ts'
import { limits } from '../limits.ts'
import { bodyHashOf, decodeHeader, entryIdOf, type EntryHeader } from './header.ts'
import { isSignatureForm, mostSignatureBytes } from './signature.ts'

/** Of an entry as it travels: its three parts, and the heads of four CBOR items. */
export const mostEntryBytes = limits.bodyBytes + limits.headerBytes + mostSignatureBytes + 16

/** An entry as bytes and as parsed header. `body` is null where it was pruned. The signature is not verified yet. */
export type WireEntry = {
  readonly id: EntryId
  readonly header: EntryHeader
  readonly headerBytes: Uint8Array
  readonly signature: Uint8Array
  readonly body: Uint8Array | null
}

/**
 * The form in which entries travel and are stored: dag-cbor [header, signature, body].
 * @example
 * const headerBytes = encodeHeader(header)
 * const bytes = encodeEntry({ headerBytes, signature: deviceKey.sign(signedBytes(headerBytes)), body: null })
 * decodeEntry(bytes).id // => entryIdOf(headerBytes)
 */
export const encodeEntry = (entry: Pick<WireEntry, 'headerBytes' | 'signature' | 'body'>): Uint8Array => {
  const sizeOf = ({ length }: Uint8Array): number => headBytes(length) + length
  const w = writer(1 + sizeOf(entry.headerBytes) + sizeOf(entry.signature) + (entry.body === null ? 1 : sizeOf(entry.body)))
  w.array(3)
  w.bytes(entry.headerBytes)
  w.bytes(entry.signature)
  if (entry.body === null) w.nothing()
  else w.bytes(entry.body)
  return w.done()
}

type Parts = { readonly headerBytes: Uint8Array; readonly signature: Uint8Array; readonly body: Uint8Array | null }

/** Views of the bytes, not copies. */
const readParts = (bytes: Uint8Array): Parts | null => {
  const r = new Reader(bytes)
  if (r.array() !== 3) return null
  const headerBytes = r.bytes()
  const signature = r.bytes()
  const body = r.isNull() ? null : r.bytes()
  r.end()
  return isSignatureForm(signature) ? { headerBytes, signature, body } : null
}

const refuse = (reason: string, cause?: unknown): DaomeshError => new DaomeshError('ENTRY_MALFORMED', { meta: { reason }, cause })

/**
 * The form of an entry: all but whether its body is the one that its header names, which costs a hash of the body and is for `hasItsBody` to say.
 * @throws DaomeshError `ENTRY_MALFORMED`; whoever sent such bytes is at fault.
 * @example
 * const headerBytes = encodeHeader({ ...header, bodySize: 2 })
 * const bytes = encodeEntry({ headerBytes, signature: new Uint8Array(64), body: Uint8Array.of(1, 2) })
 * hasItsBody(parseEntry(bytes)) // => false
 * decodeEntry(bytes) // throws ENTRY_MALFORMED
 */
export const parseEntry = (bytes: Uint8Array): WireEntry => {
  if (bytes.length > mostEntryBytes) throw refuse('too long')
  let parts: Parts | null
  try {
    // Of one copy: they outlive the frame they came in, and must not keep it alive or change with it.
    parts = readParts(sharedCopy(bytes))
  } catch (cause) {
    throw refuse(isCanonical(bytes) ? 'not an entry' : 'not canonical CBOR', cause)
  }
  if (parts === null) throw refuse('not an entry')
  const { headerBytes, signature, body } = parts
  const header = decodeHeader(headerBytes)
  if (body !== null && body.length !== header.bodySize) throw refuse('body of another size')
  return { id: entryIdOf(headerBytes), header, headerBytes, signature, body }
}

/**
 * Whether the body is the one that the header names; true for an entry without one.
 * @example
 * const body = utf8('body')
 * hasItsBody({ header: { ...header, bodyHash: bodyHashOf(body) }, body }) // => true
 */
export const hasItsBody = ({ header, body }: Pick<WireEntry, 'header' | 'body'>): boolean =>
  body === null || bodyHashOf(body) === header.bodyHash

/** @throws DaomeshError `ENTRY_MALFORMED`; whoever sent such bytes is at fault. */
export const decodeEntry = (bytes: Uint8Array): WireEntry => {
  const entry = parseEntry(bytes)
  if (!hasItsBody(entry)) throw refuse('body does not match its hash')
  return entry
}
