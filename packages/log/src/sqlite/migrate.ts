import type Database from 'better-sqlite3'

export const numberIn = (db: Database.Database, pragma: string): number => Number(db.pragma(pragma, { simple: true }))

export const versionOf = (db: Database.Database): number => numberIn(db, 'user_version')

/** The version once more, where SQLite keeps a number of the application: one turned bit then cannot pass for a newer version. */
export const stampOf = (version: number): number => 0x444d_0000 + version

/** Leads a database to the newest schema, one transaction per version: a crash leaves it at a whole version, and the next start goes on from there. */
export const migrate = (db: Database.Database, migrations: readonly string[]): void => {
  for (let next = versionOf(db); next < migrations.length; next++)
    db.transaction(() => {
      // A migration may write the schema itself; nothing else may.
      db.unsafeMode(true)
      try {
        db.exec(migrations[next] ?? '')
      } finally {
        db.unsafeMode(false)
      }
      db.pragma(`user_version = ${next + 1}`)
    })()
  const stamp = stampOf(versionOf(db))
  if (numberIn(db, 'application_id') !== stamp) db.pragma(`application_id = ${stamp}`)
}
