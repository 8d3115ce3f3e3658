import type Database from 'better-sqlite3'

export type EntryRow = { readonly header: Buffer; readonly signature: Buffer; readonly body: Buffer | null; readonly checksum: number }
export type StoredRegisterRow = {
  readonly key: string
  readonly ord: string
  readonly id: Buffer
  readonly value: Buffer
  readonly checksum: number
}
export type StoredMetaRow = { readonly value: Buffer; readonly checksum: number }
type JudgedRow = { readonly verdict: string; readonly reason: string | null; readonly standing: string; readonly member: string | null }
type LastRow = { readonly n: number; readonly id: Buffer }
export type JudgedEntryRow = JudgedRow & { readonly id: Buffer; readonly header: Buffer }

/** Every statement of the store, prepared once. */
export const prepareStatements = (db: Database.Database) => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  getInstance: db.prepare<[], { id: string; place: string }>('SELECT id, place FROM instance'),
  putInstance: db.prepare(
    'INSERT INTO instance (one, id, place) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET id = excluded.id, place = excluded.place',
  ),
  findSpace: db.prepare<[Uint8Array], { n: number }>('SELECT n FROM spaces WHERE id = ?'),
  addSpace: db.prepare('INSERT INTO spaces (id, checksum) VALUES (?, ?)'),
  listSpaces: db.prepare<[], { id: Buffer }>(
    'SELECT id FROM spaces WHERE EXISTS (SELECT 1 FROM entries WHERE space = spaces.n) ORDER BY n',
  ),
  getFoldVersion: db.prepare<[number], { fold_version: number | null }>('SELECT fold_version FROM spaces WHERE n = ?'),
  setFoldVersion: db.prepare('UPDATE spaces SET fold_version = ? WHERE n = ?'),
  readEntry: db.prepare<[number | null], EntryRow>('SELECT header, signature, body, checksum FROM entries WHERE n = ?'),
  addEntry: db.prepare(
    'INSERT INTO entries (space, id, verdict, reason, standing, member, checksum, header, signature, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ),
  /** The same for nearly all of them: what is handed over one value at a time costs as much as writing it. */
  addAccepted: db.prepare(
    "INSERT INTO entries (space, id, verdict, reason, standing, member, checksum, header, signature, body) VALUES (?, ?, 'accepted', NULL, 'counted', NULL, ?, ?, ?, ?)",
  ),
  judge: db.prepare('UPDATE entries SET verdict = ?, reason = ?, standing = ?, member = ? WHERE n = ?'),
  resetJudgements: db.prepare("UPDATE entries SET verdict = 'pending', reason = NULL, standing = 'counted', member = NULL WHERE space = ?"),
  dropEntry: db.prepare('DELETE FROM entries WHERE n = ?'),
  loadRegisters: db.prepare<[number, number], StoredRegisterRow>(
    'SELECT key, ord, id, value, checksum FROM registers WHERE space = ? AND n > ? ORDER BY n',
  ),
  loadEntriesAfter: db.prepare<[number, number], JudgedEntryRow>(
    'SELECT id, verdict, reason, standing, member, header FROM entries WHERE space = ? AND n > ? ORDER BY n',
  ),
  loadEntry: db.prepare<[number | null], JudgedEntryRow>('SELECT id, verdict, reason, standing, member, header FROM entries WHERE n = ?'),
  getPlaced: db.prepare<[], { upto: number }>('SELECT upto FROM placed'),
  setPlaced: db.prepare('UPDATE placed SET upto = ?, checksum = ?'),
  listUnplaced: db.prepare<[number], LastRow & { readonly header: Buffer }>('SELECT n, id, header FROM entries WHERE n > ? ORDER BY n'),
  lastRow: db.prepare<[], { n: number | null }>('SELECT max(n) AS n FROM entries'),
  /** `id` is null where the index names a row that is not there. */
  findPlaces: db.prepare<[number], { readonly n: number; readonly id: Buffer | null }>(
    'SELECT places.n, entries.id FROM places LEFT JOIN entries ON entries.n = places.n WHERE prefix = ?',
  ),
  addPlace: db.prepare('INSERT INTO places (prefix, n) VALUES (?, ?)'),
  dropPlace: db.prepare('DELETE FROM places WHERE prefix = ? AND n = ?'),
  addRegister: db.prepare('INSERT INTO registers (space, key, ord, id, checksum, value) VALUES (?, ?, ?, ?, ?, ?)'),
  getEpoch: db.prepare<[number], { epoch: number }>('SELECT epoch FROM spaces WHERE n = ?'),
  nextEpoch: db.prepare('UPDATE spaces SET epoch = abs(random() % 281474976710656) WHERE n = ?'),
  isSettled: db.prepare<[number | null], { one: number }>(
    "SELECT 1 AS one FROM entries WHERE n = ? AND verdict NOT IN ('pending', 'locked')",
  ),
  lastEntry: db.prepare<[number], LastRow>('SELECT n, id FROM entries WHERE space = ? ORDER BY n DESC LIMIT 1'),
  entryAt: db.prepare<[number, number], LastRow>('SELECT n, id FROM entries WHERE space = ? AND n = ?'),
  lastRegister: db.prepare<[number], LastRow>('SELECT n, id FROM registers WHERE space = ? ORDER BY n DESC LIMIT 1'),
  registerAt: db.prepare<[number, number], LastRow>('SELECT n, id FROM registers WHERE space = ? AND n = ?'),
  clearRegisters: db.prepare('DELETE FROM registers WHERE space = ?'),
  loadOwn: db.prepare<[number], { stream: string; incarnation: string }>('SELECT stream, incarnation FROM own_logs WHERE space = ?'),
  putOwn: db.prepare(
    'INSERT INTO own_logs (space, stream, incarnation, checksum) VALUES (?, ?, ?, ?) ON CONFLICT (space, stream) DO UPDATE SET incarnation = excluded.incarnation, checksum = excluded.checksum',
  ),
  dropOwn: db.prepare('DELETE FROM own_logs WHERE space = ? AND stream = ?'),
  forgetOwn: db.prepare('DELETE FROM own_logs'),
  getMeta: db.prepare<[string], StoredMetaRow>('SELECT value, checksum FROM meta WHERE key = ?'),
  putMeta: db.prepare(
    'INSERT INTO meta (key, value, checksum) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, checksum = excluded.checksum',
  ),
  dropMeta: db.prepare('DELETE FROM meta WHERE key = ?'),
  listMeta: db.prepare<[string, string], StoredMetaRow & { readonly key: string }>(
    'SELECT key, value, checksum FROM meta WHERE key >= ? AND key < ? ORDER BY key',
  ),
})

export type Statements = ReturnType<typeof prepareStatements>
