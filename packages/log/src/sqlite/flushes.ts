import { closeSync, fsyncSync, openSync } from 'node:fs'
import { DaomeshError } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import { createWriteBehind } from './writeBehind.ts'

/** Which commits are flushed. */
export type Flushes = {
  /** Before a transaction begins. @throws DaomeshError `STORAGE_FAILED` while what was lost under an earlier flush cannot be saved. */
  readonly begin: (durable: boolean) => void
  /** After it, with how many bytes it brought. */
  readonly committed: (bytes: number) => void
  /** Makes what was committed safe where a durable transaction has nothing to write: an empty one reaches no disk. */
  readonly flush: () => void
  readonly failed: () => void
  /** Before the database is closed. */
  readonly close: () => void
}

/**
 * A commit that is not flushed is ordered: the next flush of the log of writes covers it. After a flush that failed that no longer holds, since the
 * system may count the pages as written and never try again; a later commit would then be acknowledged behind a gap. So everything is first
 * carried into the file, which is flushed by itself.
 */
export const createFlushes = (db: Database.Database): Flushes => {
  let flushing = true
  let unflushed = false
  let suspect = false
  const log = `${db.name}-wal`
  const behind = createWriteBehind(log, () => {
    suspect ||= unflushed
  })
  /**
   * Open from the first commit that is not flushed: the system tells of a write that failed only to who had the file open then, and once to each. A file
   * opened for the flush would not hear of what a flush beside the work has heard of already.
   */
  let file: number | null = null
  const opened = (): number => (file ??= openSync(log, 'r+'))
  const set = (durable: boolean): void => {
    if (flushing === durable) return
    // Executed while it is compiled, so a prepared one would do nothing when it runs.
    db.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`)
    flushing = durable
  }
  const rescue = (): void => {
    set(true)
    if (db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) !== 0)
      throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'checkpoint' } })
    suspect = false
    unflushed = false
  }
  return {
    begin: (durable) => {
      if (suspect) rescue()
      set(durable)
    },
    committed: (bytes) => {
      unflushed = !flushing
      if (!unflushed) return
      behind.wrote(bytes)
      try {
        opened()
      } catch {
        // The commit stands. Who flushes it tries again, and is told.
      }
    },
    flush: () => {
      if (suspect) rescue()
      if (!unflushed) return
      try {
        fsyncSync(opened())
        unflushed = false
      } catch (error) {
        suspect = true
        throw error
      }
    },
    failed: () => {
      suspect ||= unflushed
    },
    close: () => {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}
