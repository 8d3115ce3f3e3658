import { existsSync, realpathSync, statSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { codeOf, isDamage } from './damageCode.ts'
import { addChecksum } from './checksum.ts'
import { hasSoundFrame, isSound } from './isSound.ts'
import type { KeepChoice } from './keptRows.ts'
import { hasOddHeader } from './hasOddHeader.ts'
import { readKept } from './keptFile.ts'
import { migrate, versionOf } from './migrate.ts'
import { finishRefill, refill } from './refill.ts'
import { refuseNewer } from './refuseNewer.ts'
import { acquit, isSuspect } from './suspect.ts'

export type OpenedFile = {
  readonly db: Database.Database
  readonly quarantined: string | null
  /** Whether all of it was checked at this opening. */
  readonly checked: boolean
}

/** Below so many bytes a database is checked whole before anything is read: that takes a few hundredths of a second. */
const wholeBelow = 4 * 1024 * 1024

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0)

const isLarge = (path: string, most: number): boolean =>
  path !== ':memory:' && !isSuspect(path) && sizeOf(path) + sizeOf(`${path}-wal`) > most

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

const attempt = (path: string, keptPath: string | null, migrations: readonly string[], isLater: boolean): Database.Database | 'damaged' => {
  let db: Database.Database | null = null
  try {
    db = new Database(path)
    refuseNewer(db, migrations.length)
    configure(db)
    addChecksum(db)
    // SQLite reads on in a format that it only cannot write, and every write would be refused, at this start and at every later one.
    if (existsSync(path) && hasOddHeader(path)) {
      db.close()
      return 'damaged'
    }
    if (isLater && hasSoundFrame(db, migrations)) return db
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
  /** Another bound for what is checked at once; tests set it. */
  readonly wholeBelow?: number | undefined
}

/**
 * Opens or creates the database and checks all of it; of a large one that is of this version only its frame (`hasSoundFrame`). A damaged one is set aside, and a new one made of what can still be read of it.
 * @throws DaomeshError `STORAGE_NEWER`, `STORAGE_FAILED`.
 */
export const openFile = ({ path, keptPath, keeps, migrations, wholeBelow: most = wholeBelow }: OpenFile): OpenedFile => {
  finishRefill(path)
  const must = (at: string): Database.Database => {
    const db = attempt(at, null, migrations, false)
    if (db === 'damaged') throw new DaomeshError('STORAGE_DAMAGED', { meta: { path: at } })
    return db
  }
  const isLater = isLarge(path, most)
  const db = attempt(path, keptPath, migrations, isLater)
  if (db !== 'damaged') {
    if (!isLater) acquit(path)
    return { db, quarantined: null, checked: !isLater }
  }
  const quarantined = refill({ path, keptPath, keeps, open: must })
  acquit(path)
  return { db: must(path), quarantined, checked: true }
}
