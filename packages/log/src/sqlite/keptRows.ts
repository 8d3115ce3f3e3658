import { DaomeshError } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import type { MetaRow } from '../store/LogStore.ts'
import { checksumOf } from './checksum.ts'
import { type Kept, readKept, writeKept } from './keptFile.ts'

/** Which of the node's own rows are kept in a second file too; null asks whether any row of the key's family, up to its first colon, may be. */
export type KeepChoice = (key: string, value: Uint8Array | null) => boolean

/** Rows of the store itself, among those of the node. */
export const countKey = 'store/kept'
export const damageKey = 'store/damage'

export const countIn = (value: Uint8Array | undefined): number => (value === undefined ? 0 : Number(new TextDecoder().decode(value)))

export const putOwnRow = (db: Database.Database, key: string, value: Uint8Array): void => {
  db.prepare('INSERT OR REPLACE INTO meta (key, value, checksum) VALUES (?, ?, ?)').run(key, value, checksumOf(key, value))
}

type StoredRow = { readonly key: string; readonly value: Buffer; readonly checksum: number }

/** Above every other: what begins with a prefix lies below the prefix and this. */
export const lastLetter = '\u{10ffff}'

/** Family by family, since those that are not kept may have very many rows. */
const readKeptRows = (db: Database.Database, keeps: KeepChoice): Map<string, Uint8Array> => {
  const rows = new Map<string, Uint8Array>()
  const next = db.prepare<[string], StoredRow>('SELECT key, value, checksum FROM meta WHERE key >= ? ORDER BY key LIMIT 1')
  const all = db.prepare<[string, string], StoredRow>('SELECT key, value, checksum FROM meta WHERE key >= ? AND key < ? ORDER BY key')
  for (let row = next.get(''); row !== undefined;) {
    const colon = row.key.indexOf(':') + 1
    const family = row.key.slice(0, colon)
    const end = colon === 0 ? `${row.key}\0` : family + lastLetter
    for (const { key, value, checksum } of keeps(row.key, null) ? all.all(colon === 0 ? row.key : family, end) : []) {
      if (checksumOf(key, value) !== checksum) throw new DaomeshError('STORAGE_DAMAGED', { meta: { row: key } })
      if (keeps(key, value)) rows.set(key, value)
    }
    row = next.get(end)
  }
  return rows
}

export type KeptRows = {
  /** Row that must be written in the transaction of these changes, or null when none of them is kept. */
  readonly count: (changes: readonly MetaRow[]) => MetaRow | null
  /** Call when that transaction is on disk. */
  readonly follow: (changes: readonly MetaRow[]) => void
}

type KeptInit = {
  readonly db: Database.Database
  readonly path: string
  readonly keeps: KeepChoice
  /** Whose rows the file must hold to count, and under which name it is written from now on; a copied database has another. */
  readonly before: string | null
  readonly instance: string
  /** The database was made from the kept file just now. */
  readonly refilled: boolean
}

/** The database lost what it had written last, without a sign of damage: the file tells more. */
const catchUp = (db: Database.Database, kept: Kept, own: ReadonlyMap<string, Uint8Array>): void =>
  db.transaction(() => {
    if (kept.whole) for (const key of own.keys()) if (!kept.rows.has(key)) db.prepare('DELETE FROM meta WHERE key = ?').run(key)
    for (const [key, value] of kept.rows) putOwnRow(db, key, value)
    putOwnRow(db, countKey, Buffer.from(String(kept.count)))
  })()

const isSame = (a: ReadonlyMap<string, Uint8Array>, b: ReadonlyMap<string, Uint8Array>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => Buffer.compare(value, b.get(key) ?? new Uint8Array()) === 0 && b.has(key))

/**
 * Keeps the second file in step with the database. The database is the truth: the file is written after its commit, and is newer only where the database
 * lost its end.
 */
export const openKeptRows = ({ db, path, keeps, before, instance, refilled }: KeptInit): KeptRows => {
  const keptRows = (): Map<string, Uint8Array> => readKeptRows(db, keeps)
  const found = readKept(path)
  const stored = db.prepare<[string], { value: Buffer }>('SELECT value FROM meta WHERE key = ?').get(countKey)
  let count = countIn(stored?.value)
  if (found !== null && !refilled && found.instance === before && found.count > count) {
    catchUp(db, found, keptRows())
    count = found.count
  }
  let rows = keptRows()
  /** What the file does not hold yet because it could not be written: the next change tries again, and so does the next start. */
  const write = (): void => {
    try {
      writeKept(path, { instance, count, rows })
    } catch {
      // The commit stands and the disk will refuse the next one where people see it.
    }
  }
  const isInStep = (): boolean =>
    found !== null && found.whole && found.instance === instance && found.count === count && isSame(found.rows, rows)
  if (found === null ? rows.size > 0 : !isInStep()) write()

  const concerns = (changes: readonly MetaRow[]): boolean =>
    changes.some(([key, value]) => rows.has(key) || (value !== null && keeps(key, value)))
  return {
    count: (changes) => (concerns(changes) ? [countKey, Buffer.from(String(count + 1))] : null),
    follow: (changes) => {
      if (!concerns(changes)) return
      rows = new Map(rows)
      for (const [key, value] of changes)
        if (value !== null && keeps(key, value)) rows.set(key, Uint8Array.from(value))
        else rows.delete(key)
      count++
      write()
    },
  }
}
