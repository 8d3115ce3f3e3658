import { DaomeshError, type EntryId, entryIdOf } from '@daomesh/protocol'
import type { EntryBytes, EntryVerdict, LoadedEntry, RegisterRow, Standing } from '../store/LogStore.ts'
import { checksumOf } from './checksum.ts'
import type { EntryRow, JudgedEntryRow, StoredMetaRow, StoredRegisterRow } from './statements.ts'

// Rows as they leave the store. Each is checked where it is read: a large database is opened before all of it was.

const verdicts: readonly string[] = ['pending', 'locked', 'accepted', 'rejected', 'opaque']
const standings: readonly string[] = ['counted', 'forked', 'cut']

/** A Buffer's `slice` is a view and some libraries refuse Buffers: nothing outside this folder sees one. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
const hex = (bytes: Buffer): string => bytes.toString('hex')

export const damaged = (row: string): DaomeshError => new DaomeshError('STORAGE_DAMAGED', { meta: { row } })

export const entryBytesOf = ({ header, signature, body, checksum }: EntryRow): EntryBytes => {
  if (checksumOf(header, signature, body) !== checksum) throw damaged('entry')
  return { headerBytes: plain(header), signature: plain(signature), body: body && plain(body) }
}

export const loadedEntryOf = ({ id, header, verdict, reason, standing, member }: JudgedEntryRow): LoadedEntry => {
  const name = entryIdOf(header)
  if (hex(id) !== name || !verdicts.includes(verdict) || !standings.includes(standing)) throw damaged(`entry ${hex(id)}`)
  return {
    id: name,
    headerBytes: plain(header),
    verdict: verdict as EntryVerdict,
    reason,
    standing: standing as Standing,
    member: member as LoadedEntry['member'],
  }
}

/** Each register once, as it was written last. */
export const registersOf = (rows: readonly StoredRegisterRow[]): Iterable<RegisterRow> => {
  const last = new Map<string, RegisterRow>()
  for (const { key, ord, id, value, checksum } of rows) {
    if (checksumOf(key, ord, id, value) !== checksum) throw damaged(`register ${key}`)
    last.set(key, { key, order: ord, id: hex(id) as EntryId, value: plain(value) })
  }
  return last.values()
}

export const metaValueOf = (key: string, { value, checksum }: StoredMetaRow): Uint8Array => {
  if (checksumOf(key, value) !== checksum) throw damaged(key)
  return plain(value)
}
