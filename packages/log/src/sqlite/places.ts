import { DaomeshError, type EntryId, entryIdOf, toHex } from '@daomesh/protocol'
import { checksumOf } from './checksum.ts'
import { damaged } from './soundRows.ts'
import type { Statements } from './statements.ts'

/** So many entries' places may be in memory alone before they are written at once: each page of the index is then written for several of them, not for each. */
const fewest = 512
/** The same of a large index: a part of it, so that what is written for one entry does not grow with it. */
const part = 32

/** The first six bytes of an id, which a number holds exactly. Ids that begin alike are told apart by their rows. */
export const prefixOf = (id: EntryId): number => Number.parseInt(id.slice(0, 12), 16)

const noHeader = new Uint8Array()

/** The checksum of the row that says up to where the index reaches. */
export const placedSum = (upto: number): number => checksumOf(String(upto))

/**
 * In which row an entry lies. Every method but `find` belongs to a transaction, and what it did in memory counts from `committed` on.
 */
export type Places = {
  /** Null where the entry is not stored. @throws DaomeshError `STORAGE_DAMAGED` where the index names a row that is not there. */
  readonly find: (id: EntryId) => number | null
  /** @throws DaomeshError `STORAGE_FAILED` where it was stored a moment ago: whoever stores looks for it first, and the index is not asked again. */
  readonly add: (id: EntryId, n: number) => void
  /** After the row of the entry is gone. */
  readonly drop: (id: EntryId, n: number) => void
  /** Before a commit: writes the index where enough has come together. */
  readonly settle: () => void
  readonly committed: () => void
  /** Everything since the last `committed` was rolled back. */
  readonly failed: () => void
}

/**
 * Opens the index: what was stored after it was last written is read from the rows.
 * @param least so many entries may always be missing in it.
 */
export const openPlaces = (sql: Statements, least = fewest): Places => {
  const unwritten = new Map<EntryId, number>()
  let upto = sql.getPlaced.get()?.upto ?? 0
  /** How memory comes back to where it was when the transaction began, the last step first. */
  let undo: (() => void)[] = []

  const reach = (n: number): void => {
    const before = upto
    sql.setPlaced.run(n, placedSum(n))
    upto = n
    undo.push(() => {
      upto = before
    })
  }
  const write = (): void => {
    const rows = [...unwritten].map(([id, n]) => [prefixOf(id), n] as const).toSorted(([a], [b]) => a - b)
    for (const [prefix, n] of rows) sql.addPlace.run(prefix, n)
    reach(sql.lastRow.get()?.n ?? 0)
    const before = [...unwritten]
    undo.push(() => {
      for (const [id, n] of before) unwritten.set(id, n)
    })
    unwritten.clear()
  }
  const find = (id: EntryId): number | null => {
    const recent = unwritten.get(id)
    if (recent !== undefined) return recent
    const rows = sql.findPlaces.all(prefixOf(id))
    for (const { n, id: name } of rows) {
      if (name === null) throw damaged(`place ${n}`)
      if (toHex(name) === id) return n
    }
    // The name of a row is no part of its checksum; its header says it too.
    return rows.find(({ n }) => entryIdOf(sql.readEntry.get(n)?.header ?? noHeader) === id)?.n ?? null
  }

  for (const { n, id, header } of sql.listUnplaced.all(upto)) {
    unwritten.set(entryIdOf(header), n)
    // Where a bit turned in one of the two, whoever asks by the right name still finds the row, and reads it or is refused.
    unwritten.set(toHex(id) as EntryId, n)
  }

  return {
    find,
    add: (id, n) => {
      if (unwritten.has(id)) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'stored twice' } })
      unwritten.set(id, n)
      undo.push(() => unwritten.delete(id))
    },
    drop: (id, n) => {
      if (unwritten.delete(id)) undo.push(() => unwritten.set(id, n))
      else sql.dropPlace.run(prefixOf(id), n)
      // SQLite gives the number of a last row that is gone to the next one: the index must not reach over it.
      const last = sql.lastRow.get()?.n ?? 0
      if (last < upto) reach(last)
    },
    settle: () => {
      if (unwritten.size > Math.max(least, upto / part)) write()
    },
    committed: () => {
      undo = []
    },
    failed: () => {
      for (const step of undo.toReversed()) step()
      undo = []
    },
  }
}
