import { fromHex, sharedCopy, utf8 } from '../bytes.ts'
import { isCanonical } from '../codec/encode.ts'
import { Reader } from '../codec/reader.ts'
import { headBytes, type Writer, writer } from '../codec/writer.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf, hexHashOf, sha256Hex } from '../hash.ts'
import type { DeviceId, EntryId, KeyId, LogId, SpaceId, ViewId } from '../ids.ts'
import { limits } from '../limits.ts'

/** Where a log begins: its stream and the incarnation that drew it. Only in the entry with seq 0. */
export type LogOpening = { readonly stream: string; readonly incarnation: string }

export type EntryHeader = {
  readonly v: 1
  readonly space: SpaceId
  readonly log: LogId
  readonly seq: number
  readonly prev: EntryId | null
  readonly parents: readonly EntryId[]
  readonly view: ViewId
  /** Milliseconds since 1970, for display. Decides nothing. */
  readonly at: number
  readonly device: DeviceId
  readonly opening: LogOpening | null
  readonly kind: string
  readonly keyId: KeyId | null
  readonly bodyHash: string
  readonly bodySize: number
}

export const entryDomain = 'daomesh/entry/1'

/**
 * log = H(device, space, stream, incarnation). A fork closes an incarnation, never a person.
 * @example
 * header.opening && logIdOf(deviceKey.device, space, header.opening) // => header.log
 */
export const logIdOf = (device: DeviceId, space: SpaceId, opening: LogOpening): LogId =>
  hexHashOf('daomesh/log/1', fromHex(device), fromHex(space), utf8(opening.stream), fromHex(opening.incarnation)) as LogId

/**
 * id = SHA-256 over the domain and the header, without the signature: a second signature over the same header is the same entry.
 * @example
 * entryIdOf(encodeHeader(header)).length // => 64
 */
export const entryIdOf = (headerBytes: Uint8Array): EntryId => hexHashOf(entryDomain, headerBytes) as EntryId

/**
 * What the device key signs. The space id commits to the chain identity.
 * @example
 * const message = signedBytes(encodeHeader(header))
 * await verifier.verifyDevice([{ device: deviceKey.device, message, signature: deviceKey.sign(message) }]) // => [true]
 */
export const signedBytes = (headerBytes: Uint8Array): Uint8Array => hashOf(`${entryDomain}/signature`, headerBytes)

/** Everything but what depends on the ciphertext, in the order of the header. */
const writeUnsealed = (w: Writer, h: Omit<EntryHeader, 'bodyHash' | 'bodySize'>): void => {
  w.nat(h.v)
  w.hex(h.space)
  w.hex(h.log)
  w.nat(h.seq)
  w.hex(h.prev)
  w.array(h.parents.length)
  for (const parent of h.parents) w.hex(parent)
  w.hex(h.view)
  w.nat(h.at)
  w.hex(h.device)
  if (h.opening === null) w.nothing()
  else {
    w.array(2)
    w.text(h.opening.stream)
    w.hex(h.opening.incarnation)
  }
  w.text(h.kind)
  w.hex(h.keyId)
}

/** Room for any header that can be written at all; whether it is one is decided by `decodeHeader`. */
const roomFor = (h: Omit<EntryHeader, 'bodyHash' | 'bodySize'>): number =>
  512 + 34 * h.parents.length + 4 * (h.kind.length + (h.opening?.stream.length ?? 0))

/**
 * Canonical bytes of a header; whether it is one is for `decodeHeader` to say.
 * @example
 * decodeHeader(encodeHeader(header)) // => header
 */
export const encodeHeader = (h: EntryHeader): Uint8Array => {
  const w = writer(roomFor(h))
  w.array(14)
  writeUnsealed(w, h)
  w.hex(h.bodyHash)
  w.nat(h.bodySize)
  return w.done()
}

/**
 * The same as `unsealedBytes`, from a header as it came and the length of the body that belongs to it: the first twelve of the fourteen items,
 * under their own array head.
 */
export const boundBytes = (headerBytes: Uint8Array, bodySize: number): Uint8Array => {
  const bytes = sharedCopy(headerBytes.subarray(0, Math.max(1, headerBytes.length - 34 - headBytes(bodySize))))
  bytes[0] = 0x8c
  return bytes
}

/** The hash of its body that a header names, without copying: by the length of that body, which stands behind it. */
export const bodyHashIn = (headerBytes: Uint8Array, bodySize: number): Uint8Array => {
  const end = headerBytes.length - headBytes(bodySize)
  return headerBytes.subarray(end - 32, end)
}

/** The header without what depends on the ciphertext: the additional data that binds a body to its place in its log. */
export const unsealedBytes = (h: Omit<EntryHeader, 'bodyHash' | 'bodySize'>): Uint8Array => {
  const w = writer(roomFor(h))
  w.array(12)
  writeUnsealed(w, h)
  return w.done()
}

const refuse = (reason: string, cause?: unknown): DaomeshError => new DaomeshError('ENTRY_MALFORMED', { meta: { reason }, cause })

const hexOrNull = (r: Reader, isCommon = false): string | null => (r.isNull() ? null : r.hex(32, isCommon))

const textOf = (r: Reader, min: number, max: number): string => {
  const text = r.text()
  if (text.length < min || text.length > max) throw refuse('not a header')
  return text
}

const listOf = <T>(r: Reader, max: number, item: () => T): T[] => {
  const length = r.array()
  if (length > max) throw refuse('not a header')
  const items: T[] = []
  for (let i = 0; i < length; i++) items.push(item())
  return items
}

const readOpening = (r: Reader): LogOpening | null => {
  if (r.isNull()) return null
  if (r.array() !== 2) throw refuse('not a header')
  return { stream: textOf(r, 1, limits.streamBytes), incarnation: r.hex(16) }
}

const readHeader = (bytes: Uint8Array): EntryHeader => {
  const r = new Reader(bytes)
  if (r.array() !== 14 || r.nat() !== 1) throw refuse('not a header')
  const header: EntryHeader = {
    v: 1,
    space: r.hex(32, true) as SpaceId,
    log: r.hex(32, true) as LogId,
    seq: r.nat(),
    prev: hexOrNull(r) as EntryId | null,
    parents: listOf(r, limits.parents, () => r.hex(32) as EntryId),
    view: r.hex(32, true) as ViewId,
    at: r.nat(),
    device: r.hex(32, true) as DeviceId,
    opening: readOpening(r),
    kind: textOf(r, 1, limits.kindBytes),
    keyId: hexOrNull(r, true) as KeyId | null,
    bodyHash: r.hex(32),
    bodySize: r.nat(),
  }
  r.end()
  if (header.bodySize > limits.bodyBytes) throw refuse('not a header')
  return header
}

/**
 * Parses a header and every rule that needs nothing but the header: sizes, canonical form, sorted unique parents, seq 0 ⇔ opening ⇔ no prev, log id.
 * @throws DaomeshError `ENTRY_MALFORMED`.
 * @example
 * decodeHeader(encodeHeader(header)).kind // => 'log.open'
 * decodeHeader(encodeHeader({ ...header, seq: 1 })) // throws ENTRY_MALFORMED
 */
export const decodeHeader = (bytes: Uint8Array): EntryHeader => {
  if (bytes.length > limits.headerBytes) throw refuse('header too long')
  let header: EntryHeader
  try {
    header = readHeader(bytes)
  } catch (cause) {
    throw refuse(isCanonical(bytes) ? 'not a header' : 'not canonical CBOR', cause)
  }
  const { seq, prev, opening } = header
  if ((seq === 0) !== (prev === null) || (seq === 0) !== (opening !== null)) throw refuse('seq 0 must open the log, and only seq 0')
  if (header.opening !== null && logIdOf(header.device, header.space, header.opening) !== header.log) throw refuse('log id')
  for (let i = 1; i < header.parents.length; i++)
    if ((header.parents[i - 1] ?? '') >= (header.parents[i] ?? '')) throw refuse('parents not sorted and unique')
  return header
}

/**
 * SHA-256 of a body as it travels, sealed or plain.
 * @example
 * bodyHashOf(utf8('body')) // => sha256Hex(utf8('body'))
 */
export const bodyHashOf = (body: Uint8Array): string => sha256Hex(body)
