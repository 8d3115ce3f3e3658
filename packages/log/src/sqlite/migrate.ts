import { DaomeshError } from '@daomesh/protocol'
import type Database from 'better-sqlite3'

const numberIn = (db: Database.Database, pragma: string): number => Number(db.pragma(pragma, { simple: true }))

export const versionOf = (db: Database.Database): number => numberIn(db, 'user_version')

/** The version once more, where SQLite keeps a number of the application: one turned bit then cannot pass for a newer version. */
const stampOf = (version: number): number => 0x444d_0000 + version

/**
 * Whether a newer version wrote this database.
 * @throws DaomeshError `STORAGE_NEWER`.
 */
export const refuseNewer = (db: Database.Database, known: number): void => {
  const found = versionOf(db)
  if (found > known && numberIn(db, 'application_id') === stampOf(found))
    throw new DaomeshError('STORAGE_NEWER', { meta: { found, known } })
}

/** Leads a database to the newest schema, one transaction per version: a crash leaves it at a whole version, and the next start goes on from there. */
export const migrate = (db: Database.Database, migrations: readonly string[]): void => {
  for (let next = versionOf(db); next < migrations.length; next++)
    db.transaction(() => {
      db.exec(migrations[next] ?? '')
      db.pragma(`user_version = ${next + 1}`)
    })()
  const stamp = stampOf(versionOf(db))
  if (numberIn(db, 'application_id') !== stamp) db.pragma(`application_id = ${stamp}`)
}
