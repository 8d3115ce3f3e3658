import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type EntryId, fromHex, type SpaceId } from '@daomesh/protocol'
import type Database from 'better-sqlite3'
import { checksumOf } from './checksum.ts'
import { writeDamage } from './damageRow.ts'
import { flushFolder } from './flushFolder.ts'
import { countIn, countKey, damageKey, type KeepChoice, putOwnRow } from './keptRows.ts'
import { type Kept, readKept } from './keptFile.ts'
import { openSalvage, type SalvagedEntry } from './salvage.ts'

/** The database that is being made in place of a damaged one. It is whole before it takes the place, so a crash on the way costs nothing. */
const refillingOf = (path: string): string => `${path}.refilling`

const tails = ['', '-wal', '-shm']

const freeName = (path: string): string => {
  for (let n = 1; ; n++) {
    const aside = join(dirname(path), `${basename(path)}.damaged-${n}`)
    if (!existsSync(aside)) return aside
  }
}

/** The file itself goes first: as long as it is there the new one is made again from all three. */
const moveAside = (path: string, aside: string): void => {
  for (const tail of tails) if (existsSync(path + tail)) renameSync(path + tail, aside + tail)
}

/** Entries come in as if they had just arrived: they are judged anew. Own incarnations are not taken over, so that nothing can fork (D4). */
const takeEntries = (db: Database.Database, entries: Iterable<SalvagedEntry>): number => {
  const addSpace = db.prepare('INSERT INTO spaces (id, checksum) VALUES (?, ?)')
  const addEntry = db.prepare(
    "INSERT INTO entries (space, id, verdict, standing, checksum, header, signature, body) VALUES (?, ?, 'pending', 'counted', ?, ?, ?, ?)",
  )
  const spaces = new Map<SpaceId, number>()
  const numberOf = (space: SpaceId): number => {
    const id = fromHex(space)
    const n = spaces.get(space) ?? Number(addSpace.run(id, checksumOf(id)).lastInsertRowid)
    spaces.set(space, n)
    return n
  }
  // A damaged table may show one row in two places.
  const taken = new Set<EntryId>()
  for (const { space, id, header, signature, body } of entries) {
    if (taken.has(id)) continue
    taken.add(id)
    addEntry.run(numberOf(space), fromHex(id), checksumOf(header, signature, body), header, signature, body)
  }
  return taken.size
}

/** The node's own rows: those of the kept file where it is as new as the database was, else whatever either of them tells. */
const takeRows = (db: Database.Database, salvaged: Map<string, Uint8Array>, kept: Kept | null, keeps: KeepChoice): number => {
  const isNew = kept !== null && kept.count >= countIn(salvaged.get(countKey))
  for (const key of [countKey, damageKey]) salvaged.delete(key)
  if (kept?.whole === true && isNew) for (const [key, value] of salvaged) if (keeps(key, value)) salvaged.delete(key)
  for (const [key, value] of kept?.rows ?? []) if (isNew || !salvaged.has(key)) salvaged.set(key, value)
  for (const [key, value] of salvaged) putOwnRow(db, key, value)
  return salvaged.size
}

type Refill = {
  readonly path: string
  readonly keptPath: string
  readonly keeps: KeepChoice
  readonly open: (path: string) => Database.Database
}

/** All in one transaction, with the word of what happened. */
const take = (db: Database.Database, { path, keptPath, keeps, aside }: Omit<Refill, 'open'> & { readonly aside: string }): void => {
  const salvage = openSalvage(path, () => db.serialize())
  try {
    db.transaction(() => {
      const entries = takeEntries(db, salvage.entries())
      const rows = takeRows(db, new Map(salvage.meta()), readKept(keptPath), keeps)
      putOwnRow(db, damageKey, writeDamage({ file: basename(aside), entries, rows }))
    })()
  } finally {
    salvage.close()
  }
}

/**
 * Makes a new database of what can be read of a damaged one and of the kept rows, sets the damaged one aside under the first free name, and puts the new
 * one in its place.
 * @returns where the damaged one lies now.
 */
export const refill = ({ path, keptPath, keeps, open }: Refill): string => {
  const fresh = refillingOf(path)
  for (const tail of tails) rmSync(fresh + tail, { force: true })
  const aside = freeName(path)
  const db = open(fresh)
  try {
    take(db, { path, keptPath, keeps, aside })
    db.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
  moveAside(path, aside)
  renameSync(fresh, path)
  flushFolder(path)
  return aside
}

/** Finishes where a crash came between setting the damaged file aside and putting the new one in its place. */
export const finishRefill = (path: string): void => {
  const fresh = refillingOf(path)
  if (existsSync(path) || !existsSync(fresh)) return
  // A log of writes that stayed behind belongs to the damaged file and must never meet the new one.
  moveAside(path, `${path}.damaged-${Number(freeName(path).split('-').at(-1)) - 1}`)
  renameSync(fresh, path)
  flushFolder(path)
}
