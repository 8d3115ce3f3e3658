import { DaomeshError } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { codeOf } from './damageCode.ts'

/**
 * Holds a file for this process as a database that nobody else may open: the kernel keeps the lock and drops it when the process ends, however that is.
 * So there is nothing to take over and no stale lock. The file stays empty, and must never be removed: its successor would be another file.
 * @returns how to let go; null while somebody holds it, or tries to at this very moment.
 * @throws DaomeshError `STORAGE_FAILED`.
 */
export const holdFile = (path: string): (() => void) | null => {
  let db: Database.Database | null = null
  try {
    db = new Database(path, { timeout: 0 })
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db?.close()
    if (codeOf(error).startsWith('SQLITE_BUSY')) return null
    throw new DaomeshError('STORAGE_FAILED', { cause: error, meta: { path, reason: codeOf(error) } })
  }
  const held = db
  return () => held.close()
}
