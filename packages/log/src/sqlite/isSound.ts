import Database from 'better-sqlite3'
import { addChecksum, checksumOf } from './checksum.ts'
import { type EntryId, entryIdOf, toHex } from '@daomesh/protocol'
import { migrate, versionOf } from './migrate.ts'
import { prefixOf } from './places.ts'

type EntryRow = { id: Buffer; header: Buffer; signature: Buffer; body: Buffer | null; checksum: number }
type RegisterRow = { key: string; ord: string; id: Buffer; value: Buffer; checksum: number }

/** Judgements change too often to carry a checksum; they must at least be ones that exist. */
const strayJudgements = `SELECT count(*) AS n FROM entries WHERE verdict NOT IN ('pending', 'locked', 'accepted', 'rejected', 'opaque')
  OR standing NOT IN ('counted', 'forked', 'cut') OR (member IS NOT NULL AND (length(member) <> 42 OR substr(member, 3) GLOB '*[^0-9a-f]*'))`

const strayOwn = `SELECT (SELECT count(*) FROM own_logs WHERE checksum <> crc32_of(stream, incarnation))
  + (SELECT count(*) FROM spaces WHERE checksum <> crc32_of(id)) AS n`

/** Checksums that came with the second schema. */
const strayRows = `SELECT (SELECT count(*) FROM meta WHERE checksum <> crc32_of(key, value))
  + (SELECT count(*) FROM own_logs WHERE checksum <> crc32_of(stream, incarnation))
  + (SELECT count(*) FROM spaces WHERE checksum <> crc32_of(id)) AS n`

/** The index of places came with the fourth schema. */
const firstWithPlaces = 4

const strayPlaced = `SELECT (SELECT count(*) FROM placed WHERE checksum <> crc32_of(CAST(upto AS TEXT))) + (SELECT count(*) <> 1 FROM placed) AS n`

const none = (db: Database.Database, sql: string): boolean => db.prepare<[], { n: number }>(sql).get()?.n === 0

const schemaOf = (db: Database.Database): string =>
  JSON.stringify(db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all())

/** Whether the tables are those of this version, letter by letter. */
const hasSchema = (db: Database.Database, migrations: readonly string[]): boolean => {
  const model = new Database(':memory:')
  try {
    addChecksum(model)
    migrate(model, migrations)
    return schemaOf(model) === schemaOf(db)
  } finally {
    model.close()
  }
}

/**
 * What a large database must show before it is read: the tables, letter by letter, and the rows that say what it holds. Everything else is checked where it is
 * read, and whole in a thread of its own.
 */
export const hasSoundFrame = (db: Database.Database, migrations: readonly string[]): boolean =>
  versionOf(db) === migrations.length && hasSchema(db, migrations) && none(db, strayOwn) && none(db, strayPlaced)

/** Whether the index names the row of every entry up to where it reaches, and no other; SQLite knows nothing of it. */
const hasPlaces = (db: Database.Database): boolean => {
  const upto = db.prepare<[], { upto: number }>('SELECT upto FROM placed').get()?.upto ?? 0
  const isPlaced = db.prepare<[number, number], { one: number }>('SELECT 1 AS one FROM places WHERE prefix = ? AND n = ?')
  let placed = 0
  for (const { n, id } of db.prepare<[number], { n: number; id: Buffer }>('SELECT n, id FROM entries WHERE n <= ?').iterate(upto)) {
    if (isPlaced.get(prefixOf(toHex(id) as EntryId), n) === undefined) return false
    placed += 1
  }
  return none(db, strayPlaced) && db.prepare<[], { n: number }>('SELECT count(*) AS n FROM places').get()?.n === placed
}

/** Shape of every page and index, every table, checksum of every row: a turned bit is found before anything is built on it. */
export const isSound = (db: Database.Database, migrations: readonly string[]): boolean => {
  if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok') return false
  const version = versionOf(db)
  if (version > migrations.length || !hasSchema(db, migrations.slice(0, version))) return false
  if (version === 0) return true
  for (const { id, header, signature, body, checksum } of db
    .prepare<[], EntryRow>('SELECT id, header, signature, body, checksum FROM entries')
    .iterate())
    if (checksumOf(header, signature, body) !== checksum || toHex(id) !== entryIdOf(header)) return false
  for (const row of db.prepare<[], RegisterRow>('SELECT key, ord, id, value, checksum FROM registers').iterate())
    if (checksumOf(row.key, row.ord, row.id, row.value) !== row.checksum) return false
  return none(db, strayJudgements) && (version < 2 || none(db, strayRows)) && (version < firstWithPlaces || hasPlaces(db))
}
