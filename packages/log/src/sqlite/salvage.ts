import { constants, copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { decodeHeader, type EntryId, entryIdOf, type SpaceId } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { checksumOf } from './checksum.ts'
import { replaceFirstPage } from './replaceFirstPage.ts'

export type SalvagedEntry = {
  readonly space: SpaceId
  readonly id: EntryId
  readonly header: Buffer
  readonly signature: Buffer
  readonly body: Buffer | null
}
export type Salvage = {
  readonly entries: () => Generator<SalvagedEntry>
  readonly meta: () => Generator<readonly [key: string, value: Buffer]>
  readonly close: () => void
}

type EntryRow = { header: Buffer; signature: Buffer; body: Buffer | null; checksum: number }
/** As a damaged page gives them. */
type MetaRow = { key: unknown; value: unknown; checksum: unknown }

/** So many rows are asked for at once; where that meets a damaged page they are asked for one by one. */
const stretch = 64
/** No row of an entry is smaller: bounds the search where the last row cannot be found. */
const smallestEntry = 128

/** What `ask` answers, or null where it meets damage: whatever SQLite says of a damaged page, the row behind it is lost. */
const reading = <T>(ask: () => T): T | null => {
  try {
    return ask()
  } catch {
    return null
  }
}

const hasTables = (db: Database.Database): boolean =>
  reading(() => db.prepare("SELECT name FROM sqlite_schema WHERE name IN ('entries', 'meta')").all().length === 2) === true

const copyOf = (path: string): string => {
  const copy = `${path}.reading`
  for (const tail of ['', '-wal', '-shm']) {
    rmSync(copy + tail, { force: true })
    if (tail !== '-shm' && existsSync(path + tail)) copyFileSync(path + tail, copy + tail, constants.COPYFILE_FICLONE)
  }
  return copy
}

/** The row as an entry, if its checksum holds and its header says what it is. */
const entryOf = ({ header, signature, body, checksum }: EntryRow): SalvagedEntry | null =>
  reading(() => {
    if (checksumOf(header, signature, body) !== checksum) return null
    return { space: decodeHeader(header).space, id: entryIdOf(header), header, signature, body }
  })

/**
 * Reads from a damaged database what SQLite still can reach and whose checksum holds. Works on a copy: the damaged file stays as it was found.
 * @param model an empty database of this version, whose first page stands in for one that is destroyed.
 */
export const openSalvage = (path: string, model: () => Buffer): Salvage => {
  const copy = copyOf(path)
  const open = (): Database.Database | null => reading(() => new Database(copy))
  let db = open()
  if (db === null || !hasTables(db)) {
    db?.close()
    replaceFirstPage(copy, model())
    db = open()
  }
  const found = db !== null && hasTables(db) ? db : null

  const entries = function* (): Generator<SalvagedEntry> {
    const columns = 'SELECT header, signature, body, checksum FROM entries WHERE'
    const many = reading(() => found?.prepare<[number, number], EntryRow>(`${columns} n BETWEEN ? AND ?`))
    const one = reading(() => found?.prepare<[number], EntryRow>(`${columns} n = ?`))
    if (!found || !many || !one) return
    const last = reading(() => found.prepare<[], { n: number | null }>('SELECT max(n) AS n FROM entries').get()?.n ?? 0)
    const end = last ?? Math.ceil(statSync(copy).size / smallestEntry)
    for (let from = 1; from <= end; from += stretch) {
      let rows = reading(() => many.all(from, from + stretch - 1))
      if (rows === null) {
        rows = []
        for (let n = from; n < from + stretch; n++) rows.push(...(reading(() => one.all(n)) ?? []))
      }
      for (const row of rows) {
        const entry = entryOf(row)
        if (entry !== null) yield entry
      }
    }
  }

  /** From both ends towards the damage. Rows of the first schema have no checksum; who reads them checks their form. */
  const meta = function* (): Generator<readonly [string, Buffer]> {
    if (found === null) return
    const sums = reading(() => found.prepare('SELECT checksum FROM meta LIMIT 0').all()) !== null
    const seen = new Set<string>()
    for (const order of ['ASC', 'DESC']) {
      const rows = reading(() =>
        found
          .prepare<[], MetaRow>(`SELECT key, value, ${sums ? 'checksum' : 'NULL AS checksum'} FROM meta ORDER BY key ${order}`)
          .iterate(),
      )
      if (rows === null) continue
      for (let next = reading(() => rows.next()); next !== null && next.done !== true; next = reading(() => rows.next())) {
        const { key, value, checksum } = next.value
        // What SQLite makes of a page that is gone has no key, no value and no checksum either.
        if (typeof key !== 'string' || !Buffer.isBuffer(value) || seen.has(key)) continue
        if (sums && checksumOf(key, value) !== checksum) continue
        seen.add(key)
        yield [key, value]
      }
      reading(() => rows.return?.())
    }
  }

  const close = (): void => {
    reading(() => db?.close())
    for (const tail of ['', '-wal', '-shm']) rmSync(copy + tail, { force: true })
  }
  return { entries, meta, close }
}
