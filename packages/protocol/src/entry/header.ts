import { z } from 'zod'
import { fromHex, toHex } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf, sha256 } from '../hash.ts'
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

const hash32 = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32)
const nat = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const wireHeader = z.tuple([
  z.literal(1),
  hash32,
  hash32,
  nat,
  hash32.nullable(),
  z.array(hash32).max(limits.parents),
  hash32,
  nat,
  hash32,
  z.tuple([z.string().max(limits.streamBytes), z.instanceof(Uint8Array).refine((bytes) => bytes.length === 16)]).nullable(),
  z.string().min(1).max(limits.kindBytes),
  hash32.nullable(),
  hash32,
  nat.max(limits.bodyBytes),
])

export const entryDomain = 'daomesh/entry/1'

/** log = H(device, space, stream, incarnation). A fork closes an incarnation, never a person. */
export const logIdOf = (device: DeviceId, space: SpaceId, opening: LogOpening): LogId =>
  toHex(
    hashOf('daomesh/log/1', fromHex(device), fromHex(space), new TextEncoder().encode(opening.stream), fromHex(opening.incarnation)),
  ) as LogId

/** id = SHA-256 over the domain and the header, without the signature: a second signature over the same header is the same entry. */
export const entryIdOf = (headerBytes: Uint8Array): EntryId => toHex(hashOf(entryDomain, headerBytes)) as EntryId

/** What the device key signs. The space id commits to the chain identity. */
export const signedBytes = (headerBytes: Uint8Array): Uint8Array => hashOf(`${entryDomain}/signature`, headerBytes)

export const encodeHeader = (h: EntryHeader): Uint8Array =>
  encode([
    1,
    fromHex(h.space),
    fromHex(h.log),
    h.seq,
    h.prev === null ? null : fromHex(h.prev),
    h.parents.map(fromHex),
    fromHex(h.view),
    h.at,
    fromHex(h.device),
    h.opening === null ? null : [h.opening.stream, fromHex(h.opening.incarnation)],
    h.kind,
    h.keyId === null ? null : fromHex(h.keyId),
    fromHex(h.bodyHash),
    h.bodySize,
  ])

/**
 * Parses a header and every rule that needs nothing but the header: sizes, canonical form, sorted unique parents, seq 0 ⇔ opening ⇔ no prev, log id.
 * @throws DaomeshError `ENTRY_MALFORMED`.
 */
export const decodeHeader = (bytes: Uint8Array): EntryHeader => {
  const refuse = (reason: string, cause?: unknown) => new DaomeshError('ENTRY_MALFORMED', { meta: { reason }, cause })
  if (bytes.length > limits.headerBytes) throw refuse('header too long')
  let raw: unknown
  try {
    raw = decode(bytes)
  } catch (cause) {
    throw refuse('not canonical CBOR', cause)
  }
  const parsed = wireHeader.safeParse(raw)
  if (!parsed.success) throw refuse('not a header', parsed.error)
  const [v, space, log, seq, prev, parents, view, at, device, opening, kind, keyId, bodyHash, bodySize] = parsed.data
  const header: EntryHeader = {
    v,
    space: toHex(space) as SpaceId,
    log: toHex(log) as LogId,
    seq,
    prev: prev === null ? null : (toHex(prev) as EntryId),
    parents: parents.map((parent) => toHex(parent) as EntryId),
    view: toHex(view) as ViewId,
    at,
    device: toHex(device) as DeviceId,
    opening: opening === null ? null : { stream: opening[0], incarnation: toHex(opening[1]) },
    kind,
    keyId: keyId === null ? null : (toHex(keyId) as KeyId),
    bodyHash: toHex(bodyHash),
    bodySize,
  }
  if ((seq === 0) !== (prev === null) || (seq === 0) !== (opening !== null)) throw refuse('seq 0 must open the log, and only seq 0')
  if (header.opening !== null && logIdOf(header.device, header.space, header.opening) !== header.log) throw refuse('log id')
  for (let i = 1; i < header.parents.length; i++)
    if ((header.parents[i - 1] ?? '') >= (header.parents[i] ?? '')) throw refuse('parents not sorted and unique')
  return header
}

export const bodyHashOf = (body: Uint8Array): string => toHex(sha256(body))
