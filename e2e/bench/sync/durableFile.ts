import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

export type DurableFile = {
  readonly get: (key: string) => Uint8Array | undefined
  readonly set: (key: string, bytes: Uint8Array) => void
  readonly remove: (key: string) => void
  /** Every value whose key begins so. */
  readonly range: (prefix: string) => readonly { readonly key: string; readonly bytes: Uint8Array }[]
}

/** Named values in SQLite, with the settings of a replica: every write is on disk when it returns (WAL, synchronous = FULL). For peers that bring no durable store. */
export const openDurableFile = (home: string): DurableFile => {
  mkdirSync(home, { recursive: true })
  const database = new Database(join(home, 'peer.db'))
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec('CREATE TABLE parts (key TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID')
  const get = database.prepare<[string], { bytes: Buffer }>('SELECT bytes FROM parts WHERE key = ?')
  const set = database.prepare('INSERT INTO parts VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET bytes = excluded.bytes')
  const remove = database.prepare('DELETE FROM parts WHERE key = ?')
  const range = database.prepare<[string, string], { key: string; bytes: Buffer }>(
    'SELECT key, bytes FROM parts WHERE substr(key, 1, length(?)) = ?',
  )
  return {
    get: (key) => get.get(key)?.bytes,
    set: (key, bytes) => void set.run(key, bytes),
    remove: (key) => void remove.run(key),
    range: (prefix) => range.all(prefix, prefix),
  }
}
