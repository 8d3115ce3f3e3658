import { limits } from '@daomesh/protocol'
import { draftLimits } from '../limits.ts'
import { UpdateRefused } from '../refusal.ts'
import { rootName } from '../schema.ts'
import { type ByteReader, readBytes } from './byteReader.ts'
import { type Content, readContent } from './readContent.ts'

export type StructId = { readonly client: number; readonly clock: number }

export type Struct = {
  readonly clock: number
  readonly origin: StructId | null
  readonly rightOrigin: StructId | null
  /** Only where neither neighbour is named; with a neighbour, parent and key are the neighbour's. */
  readonly parent: StructId | 'root' | null
  readonly key: string | null
  readonly content: Content
  /** Where the struct and its content stand in the update. */
  readonly start: number
  readonly contentStart: number
  readonly end: number
}

export type Deletion = { readonly client: number; readonly clock: number; readonly length: number }

/** A v1 update of at most one client. */
export type Update = {
  readonly client: number | null
  readonly clock: number
  readonly structs: readonly Struct[]
  readonly deletions: readonly Deletion[]
}

export const infoBits = { origin: 0x80, rightOrigin: 0x40, key: 0x20, ref: 0x1f } as const
const garbageRefs = { gc: 0, skip: 10 } as const

const readId = (reader: ByteReader): StructId => ({ client: reader.uint(), clock: reader.uint() })

const readParent = (reader: ByteReader): StructId | 'root' => {
  const byName = reader.uint()
  if (byName > 1) throw new UpdateRefused('malformed', 'parent')
  if (byName === 0) return readId(reader)
  if (reader.text(draftLimits.attributeChars) !== rootName) throw new UpdateRefused('reference', 'the only root is “content”')
  return 'root'
}

const readStruct = (reader: ByteReader, clock: number, maxChars: number): Struct => {
  const start = reader.at()
  const info = reader.byte()
  const ref = info & infoBits.ref
  if (ref === garbageRefs.gc || ref === garbageRefs.skip) throw new UpdateRefused('garbage', 'GC and Skip structs are never written')
  const origin = info & infoBits.origin ? readId(reader) : null
  const rightOrigin = info & infoBits.rightOrigin ? readId(reader) : null
  const parent = origin === null && rightOrigin === null ? readParent(reader) : null
  const key = parent !== null && info & infoBits.key ? reader.text(draftLimits.attributeChars) : null
  const contentStart = reader.at()
  const content = readContent(reader, ref, maxChars)
  return { clock, origin, rightOrigin, parent, key, content, start, contentStart, end: reader.at() }
}

const readDeletions = (reader: ByteReader, max: number): readonly Deletion[] => {
  const deletions: Deletion[] = []
  for (let clients = reader.uint(); clients > 0; clients--) {
    const client = reader.uint()
    for (let ranges = reader.uint(); ranges > 0; ranges--) {
      if (deletions.length >= max) throw new UpdateRefused('size', 'too many deletions')
      const deletion = { client, clock: reader.uint(), length: reader.uint() }
      if (deletion.length === 0) throw new UpdateRefused('malformed', 'empty deletion')
      deletions.push(deletion)
    }
  }
  return deletions
}

/**
 * Reads a Yjs v1 update without Yjs: every length is checked against the bytes that are there, and what a draft never holds is refused unread.
 * `maxBytes` is the limit of one entry; splitting an update reads a longer one.
 * @throws UpdateRefused
 */
export const readUpdate = (bytes: Uint8Array, maxBytes: number = limits.draftUpdateBytes): Update => {
  if (bytes.length > maxBytes) throw new UpdateRefused('size', 'update too long')
  const bounded = maxBytes <= limits.draftUpdateBytes
  const maxStructs = bounded ? draftLimits.structs : bytes.length
  const reader = readBytes(bytes)
  const clients = reader.uint()
  if (clients > 1) throw new UpdateRefused('foreign-client', 'structs of more than one session')
  let client: number | null = null
  let clock = 0
  const structs: Struct[] = []
  if (clients === 1) {
    const count = reader.uint()
    if (count === 0) throw new UpdateRefused('malformed', 'no structs')
    if (count > maxStructs) throw new UpdateRefused('size', 'too many structs')
    client = reader.uint()
    clock = reader.uint()
    let next = clock
    for (let i = 0; i < count; i++) {
      const struct = readStruct(reader, next, maxBytes)
      structs.push(struct)
      next += struct.content.length
      if (!Number.isSafeInteger(next)) throw new UpdateRefused('size', 'clock too large')
    }
  }
  const deletions = readDeletions(reader, bounded ? draftLimits.deletions : bytes.length)
  if (!reader.atEnd()) throw new UpdateRefused('malformed', 'bytes after the end')
  return { client, clock, structs, deletions }
}
