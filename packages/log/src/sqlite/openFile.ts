import { existsSync, realpathSync, statSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { addChecksum } from './checksum.ts'
import { isSound } from './isSound.ts'
import type { KeepChoice } from './keptRows.ts'
import { hasOddHeader } from './hasOddHeader.ts'
import { readKept } from './keptFile.ts'
import { migrate, refuseNewer, versionOf } from './migrate.ts'
import { finishRefill, refill } from './refill.ts'

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

/** A database that was opened once names itself in its first transaction: before any row is kept in the second file. */
const hasName = (db: Database.Database): boolean =>
  versionOf(db) > 0 && db.prepare<[], { n: number }>('SELECT count(*) AS n FROM instance').get()?.n === 1

/** Rows kept beside it say that it was written to: it is gone, cut to nothing, or lost even its first transaction, which looks like a new one. */
const hasLostAll = (db: Database.Database, keptPath: string): boolean => !hasName(db) && (readKept(keptPath)?.rows.size ?? 0) > 0

const attempt = (path: string, keptPath: string | null, migrations: readonly string[]): Database.Database | 'damaged' => {
  let db: Database.Database | null = null
  try {
    db = new Database(path)
    refuseNewer(db, migrations.length)
    configure(db)
    addChecksum(db)
    // Before it is led to a newer schema, which would give damaged rows a good checksum.
    if (isSound(db, migrations) && (keptPath === null || !hasLostAll(db, keptPath))) {
      migrate(db, migrations)
      return db
    }
    db.close()
    return 'damaged'
  } catch (error) {
    db?.close()
    if (isDamage(error)) return 'damaged'
    if (error instanceof DaomeshError) throw error
    if (error instanceof Database.SqliteError && existsSync(path) && hasOddHeader(path)) return 'damaged'
    throw new DaomeshError('STORAGE_FAILED', { cause: error, meta: { reason: codeOf(error) } })
  }
}

export type OpenFile = {
  readonly path: string
  readonly keptPath: string
  readonly keeps: KeepChoice
  readonly migrations: readonly string[]
}

/**
 * Opens or creates the database and checks all of it. A damaged one is set aside, and a new one made of what can still be read of it.
 * @throws DaomeshError `STORAGE_NEWER`, `STORAGE_FAILED`.
 */
export const openFile = ({ path, keptPath, keeps, migrations }: OpenFile): OpenedFile => {
  finishRefill(path)
  const must = (at: string): Database.Database => {
    const db = attempt(at, null, migrations)
    if (db === 'damaged') throw new DaomeshError('STORAGE_DAMAGED', { meta: { path: at } })
    return db
  }
  const db = attempt(path, keptPath, migrations)
  if (db !== 'damaged') return { db, quarantined: null }
  const quarantined = refill({ path, keptPath, keeps, open: must })
  return { db: must(path), quarantined }
}
