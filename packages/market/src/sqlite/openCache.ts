import { rmSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { schema, schemaVersion } from './schema.ts'

const configure = (db: Database.Database): void => {
  // A lost tail is fetched again; the order of writes keeps the file whole.
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  // 32 MiB: the rows of a large market, without the wires.
  db.pragma('cache_size = -32768')
}

const codeOf = (error: unknown): string => (error instanceof Database.SqliteError ? error.code : String(error))
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))

export const storageFailed = (cause: unknown): DaomeshError =>
  cause instanceof DaomeshError ? cause : new DaomeshError('STORAGE_FAILED', { cause, meta: { reason: codeOf(cause) } })

/** null where the file is damaged or of another schema. */
const attempt = (path: string): Database.Database | null => {
  let db: Database.Database | null = null
  try {
    db = new Database(path)
    configure(db)
    const version = Number(db.pragma('user_version', { simple: true }))
    if (version === 0) db.transaction(() => db?.exec(schema))()
    else if (version !== schemaVersion || db.pragma('quick_check(1)', { simple: true }) !== 'ok') {
      db.close()
      return null
    }
    return db
  } catch (error) {
    db?.close()
    if (isDamage(error)) return null
    throw storageFailed(error)
  }
}

/**
 * Opens or makes the file of a market. A damaged one, and one of another schema, is thrown away: it is a cache.
 * @throws DaomeshError `STORAGE_FAILED`.
 */
export const openCache = (path: string): Database.Database => {
  const db = attempt(path)
  if (db !== null) return db
  for (const ending of ['', '-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  const fresh = attempt(path)
  if (fresh === null) throw new DaomeshError('STORAGE_DAMAGED', { meta: { path } })
  return fresh
}
