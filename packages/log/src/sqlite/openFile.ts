import { existsSync, realpathSync, renameSync, statSync } from 'node:fs'
import { dirname, join, basename } from 'node:path'
import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { checksumOf } from './checksum.ts'
import { migrations } from './migrations.ts'

export type OpenedFile = { readonly db: Database.Database; readonly quarantined: string | null }

const damageCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

export const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : '')
export const isDamage = (error: unknown): boolean => damageCodes.some((code) => codeOf(error).startsWith(code))

/** Where the file lies. A copy has another inode or path. */
export const placeOf = (path: string): string => {
  if (path === ':memory:') return path
  const real = realpathSync(path)
  return `${real}#${statSync(real, { bigint: true }).ino}`
}

const configure = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // 16 MiB of log between checkpoints: pages that many batches touch are then written to the file once.
  db.pragma('wal_autocheckpoint = 4096')
}

const migrate = (db: Database.Database): void => {
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version > migrations.length) throw new DaomeshError('STORAGE_NEWER', { meta: { found: version, known: migrations.length } })
  for (let next = version; next < migrations.length; next++)
    db.transaction(() => {
      db.exec(migrations[next] ?? '')
      db.pragma(`user_version = ${next + 1}`)
    })()
}

type EntryRow = { header: Buffer; signature: Buffer; body: Buffer | null; checksum: number }
type RegisterRow = { key: string; ord: string; id: Buffer; value: Buffer; checksum: number }

/** Shape of the pages and checksum of every row. */
const isSound = (db: Database.Database): boolean => {
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') return false
  for (const row of db.prepare<[], EntryRow>('SELECT header, signature, body, checksum FROM entries').iterate())
    if (checksumOf(row.header, row.signature, row.body) !== row.checksum) return false
  for (const row of db.prepare<[], RegisterRow>('SELECT key, ord, id, value, checksum FROM registers').iterate())
    if (checksumOf(row.key, row.ord, row.id, row.value) !== row.checksum) return false
  return true
}

/** Moves a damaged file and its log aside under the first free name. @returns the new path. */
const setAside = (path: string): string => {
  for (let n = 1; ; n++) {
    const aside = join(dirname(path), `${basename(path)}.damaged-${n}`)
    if (existsSync(aside)) continue
    renameSync(path, aside)
    for (const tail of ['-wal', '-shm']) if (existsSync(path + tail)) renameSync(path + tail, aside + tail)
    return aside
  }
}

const attempt = (path: string): Database.Database | 'damaged' => {
  let db: Database.Database | null = null
  try {
    db = new Database(path)
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version > migrations.length) throw new DaomeshError('STORAGE_NEWER', { meta: { found: version, known: migrations.length } })
    configure(db)
    migrate(db)
    if (isSound(db)) return db
    db.close()
    return 'damaged'
  } catch (error) {
    db?.close()
    if (isDamage(error)) return 'damaged'
    if (error instanceof DaomeshError) throw error
    throw new DaomeshError('STORAGE_FAILED', { cause: error, meta: { reason: codeOf(error) } })
  }
}

/**
 * Opens or creates the database, checks all of it, and sets a damaged one aside to begin empty.
 * @throws DaomeshError `STORAGE_NEWER`, `STORAGE_FAILED`.
 */
export const openFile = (path: string): OpenedFile => {
  const db = attempt(path)
  if (db !== 'damaged') return { db, quarantined: null }
  const quarantined = setAside(path)
  const fresh = attempt(path)
  if (fresh === 'damaged') throw new DaomeshError('STORAGE_DAMAGED', { meta: { path } })
  return { db: fresh, quarantined }
}
