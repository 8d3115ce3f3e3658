import Database from 'better-sqlite3'

/** Messages in SQLite, one transaction each. `isOwn`: flushed before it returns, as our author's entries are; else flushed later, as at our receivers. */
export type MessageFile = { readonly keep: (id: string, bytes: Uint8Array, isOwn: boolean) => void }

/** With the journal of a replica (WAL) and its two modes (synchronous = FULL for what is its own, NORMAL for what others wrote). */
export const openMessageFile = (path: string): MessageFile => {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('wal_autocheckpoint = 4096')
  database.exec('CREATE TABLE messages (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL)')
  const insert = database.prepare('INSERT INTO messages (id, bytes) VALUES (?, ?)')
  let isFull: boolean | null = null
  return {
    keep: (id, bytes, isOwn) => {
      if (isFull !== isOwn) database.exec(`PRAGMA synchronous = ${isOwn ? 'FULL' : 'NORMAL'}`)
      isFull = isOwn
      insert.run(id, bytes)
    },
  }
}
