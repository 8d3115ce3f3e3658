import { DaomeshError } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import { numberIn, stampOf, versionOf } from './migrate.ts'

/**
 * Whether a newer version wrote this database.
 * @throws DaomeshError `STORAGE_NEWER`.
 */
export const refuseNewer = (db: Database.Database, known: number): void => {
  const found = versionOf(db)
  if (found > known && numberIn(db, 'application_id') === stampOf(found))
    throw new DaomeshError('STORAGE_NEWER', { meta: { found, known } })
}
