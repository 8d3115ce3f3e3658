/** Numbered migrations: index + 1 is the schema version they lead to. Never change one that was released. */
export const migrations: readonly string[] = [
  `CREATE TABLE spaces (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, fold_version INTEGER);
   CREATE TABLE entries (
     n INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES spaces (n), id BLOB NOT NULL UNIQUE,
     verdict TEXT NOT NULL, reason TEXT, standing TEXT NOT NULL, member TEXT, checksum INTEGER NOT NULL,
     header BLOB NOT NULL, signature BLOB NOT NULL, body BLOB);
   CREATE INDEX entries_of_space ON entries (space);
   CREATE TABLE registers (
     n INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES spaces (n), key TEXT NOT NULL, ord TEXT NOT NULL, id BLOB NOT NULL,
     checksum INTEGER NOT NULL, value BLOB NOT NULL);
   CREATE INDEX registers_of_space ON registers (space);
   CREATE TABLE own_logs (space INTEGER NOT NULL REFERENCES spaces (n), stream TEXT NOT NULL, incarnation TEXT NOT NULL, PRIMARY KEY (space, stream)) WITHOUT ROWID;
   CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
   CREATE TABLE instance (one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, place TEXT NOT NULL);`,
  `ALTER TABLE meta ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
   UPDATE meta SET checksum = crc32_of(key, value);
   ALTER TABLE own_logs ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
   UPDATE own_logs SET checksum = crc32_of(stream, incarnation);
   ALTER TABLE spaces ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
   UPDATE spaces SET checksum = crc32_of(id);`,
  `ALTER TABLE spaces ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;`,
  // Each entry touched another page of the index of ids, so a hundred small entries wrote a hundred pages; `places` is filled by thousands (places.ts). The
  // index of the constraint becomes one that can be dropped: a copy of the table would lie on other pages than in an empty database (replaceFirstPage.ts).
  `PRAGMA writable_schema = ON;
   UPDATE sqlite_schema SET name = 'entries_by_id', sql = 'CREATE UNIQUE INDEX entries_by_id ON entries (id)' WHERE name = 'sqlite_autoindex_entries_1';
   UPDATE sqlite_schema SET sql = replace(sql, 'id BLOB NOT NULL UNIQUE', 'id BLOB NOT NULL') WHERE name = 'entries';
   PRAGMA writable_schema = RESET;
   DROP INDEX entries_by_id;
   CREATE TABLE places (prefix INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (prefix, n)) WITHOUT ROWID;
   CREATE TABLE placed (one INTEGER PRIMARY KEY CHECK (one = 1), upto INTEGER NOT NULL, checksum INTEGER NOT NULL);
   INSERT INTO placed (one, upto, checksum) VALUES (1, 0, crc32_of('0'));`,
]
