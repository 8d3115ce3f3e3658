import { DaomeshError, type EntryId, fromHex, type Random, type SpaceId, toHex } from '@daomesh/protocol'
import { type EntryBytes, isEmpty, type LogStore, type MetaRow, type SpaceChanges } from '../store/LogStore.ts'
import { checksumOf } from './checksum.ts'
import { checkWhole, type WholeCheck } from './checkWhole.ts'
import { readDamage } from './damageRow.ts'
import { createFlushes } from './flushes.ts'
import { damageKey, type KeepChoice, lastLetter, openKeptRows } from './keptRows.ts'
import { migrations as released } from './migrations.ts'
import { codeOf, isDamage } from './damageCode.ts'
import { openFile, placeOf } from './openFile.ts'
import { suspect } from './suspect.ts'
import { openPlaces } from './places.ts'
import { openSnapshots } from './snapshots.ts'
import { damaged, entryBytesOf, loadedEntryOf, metaValueOf, registersOf } from './soundRows.ts'
import { prepareStatements } from './statements.ts'

export type SqliteStoreInit = {
  /** File of the database; its directory must exist. One process at a time: the home's lock sees to that. */
  readonly path: string
  readonly random: Random
  /** Which of the node's own rows lie in a second file too, so that a destroyed database can be refilled. */
  readonly keeps?: KeepChoice
  /** Databases up to so many bytes are checked whole before anything is read; the default is 4 MiB. */
  readonly wholeBelow?: number
  /** Only a test of migrations passes its own. */
  /** How many entries may always be missing in the index of places, which is then written for all of them; the default is 512. Tests set it. */
  readonly placesInMemory?: number
  readonly migrations?: readonly string[]
}

export type SqliteStore = LogStore & {
  /**
   * Checks, in a thread, what a large database was opened without; nothing is written any more when that is damaged, and the next opening sets it aside.
   * @param file where this program is a bundle: the thread's file in it.
   */
  readonly checkRest: (file?: string) => Promise<WholeCheck>
}

const keepsNothing: KeepChoice = () => false

const coded = (error: unknown): DaomeshError =>
  error instanceof DaomeshError
    ? error
    : new DaomeshError(isDamage(error) ? 'STORAGE_DAMAGED' : 'STORAGE_FAILED', {
        cause: error,
        meta: { reason: codeOf(error) || (error instanceof Error ? error.message : String(error)) },
      })

const bytesOf = ({ entries }: SpaceChanges): number =>
  entries.reduce((sum, { headerBytes, body }) => sum + headerBytes.length + (body?.length ?? 0), 0)

const blob = (hex: string): Buffer => Buffer.from(hex, 'hex')
const hex = (bytes: Buffer): string => bytes.toString('hex')

/**
 * Spaces in one SQLite file: write-ahead log, flushed on every commit that is durable, so that what was acknowledged survives a kill or a power cut.
 * @throws DaomeshError `STORAGE_NEWER`, `STORAGE_FAILED`.
 */
export const sqliteStore = (init: SqliteStoreInit): SqliteStore => {
  const { path, keeps = keepsNothing, migrations = released } = init
  const keptPath = `${path}.kept`
  /** What is found damaged in use puts a mark beside the file: the next opening checks all of it, whatever its size. */
  const guarded = <T>(run: () => T): T => {
    try {
      return run()
    } catch (cause) {
      const error = coded(cause)
      if (error.code === 'STORAGE_DAMAGED') suspect(path)
      throw error
    }
  }
  const { db, quarantined, checked } = guarded(() => openFile({ path, keptPath, keeps, migrations, wholeBelow: init.wholeBelow }))
  const sql = prepareStatements(db)
  const numbers = new Map<SpaceId, number>()

  let isDamaged = false
  let check: ReturnType<typeof checkWhole> | null = null

  const flushes = createFlushes(db)
  const places = guarded(() => openPlaces(sql, init.placesInMemory))
  const inTransaction = <T>(run: () => T, durable = true, bytes = 0): T =>
    guarded(() => {
      if (isDamaged) throw new DaomeshError('STORAGE_DAMAGED', { meta: { path } })
      flushes.begin(durable)
      sql.begin.run()
      try {
        const result = run()
        places.settle()
        sql.commit.run()
        places.committed()
        flushes.committed(bytes)
        return result
      } catch (error) {
        // First: what was not flushed is suspect also when the rollback throws.
        flushes.failed()
        places.failed()
        if (db.inTransaction) sql.rollback.run()
        throw error
      }
    })

  const mark = (): { readonly instance: string; readonly copied: boolean; readonly before: string | null } => {
    const place = placeOf(path)
    const known = sql.getInstance.get()
    const before = known?.id ?? null
    if (known?.place === place) return { instance: known.id, copied: false, before }
    const instance = toHex(init.random.bytes(16))
    inTransaction(() => {
      sql.forgetOwn.run()
      sql.putInstance.run(instance, place)
    })
    return { instance, copied: known !== undefined, before }
  }
  const { instance, copied, before } = guarded(mark)
  const kept = guarded(() => openKeptRows({ db, path: keptPath, keeps, before, instance, refilled: quarantined !== null }))

  const numberOf = (space: SpaceId): number | null => {
    const known = numbers.get(space) ?? sql.findSpace.get(fromHex(space))?.n
    if (known !== undefined) numbers.set(space, known)
    return known ?? null
  }

  const snapshots = openSnapshots({ path, instance, sql, numberOf, placeOf: places.find })

  const writeMeta = (rows: readonly MetaRow[]): void => {
    const count = kept.count(rows)
    for (const [key, value] of count === null ? rows : [...rows, count])
      if (value === null) sql.dropMeta.run(key)
      else sql.putMeta.run(key, value, checksumOf(key, value))
  }

  const drop = (id: EntryId): void => {
    const n = places.find(id)
    if (n === null) return
    sql.dropEntry.run(n)
    places.drop(id, n)
  }

  const write = (space: SpaceId, changes: SpaceChanges): void => {
    if (numberOf(space) === null) sql.addSpace.run(fromHex(space), checksumOf(fromHex(space)))
    const n = numberOf(space) ?? 0
    if (snapshots.unsettles(changes)) sql.nextEpoch.run(n)
    for (const id of changes.dropped) drop(id)
    if (changes.resetJudgements) sql.resetJudgements.run(n)
    for (const { id, verdict, reason, standing, member, headerBytes, signature, body, crc32 } of changes.entries) {
      const name = blob(id)
      const sum = crc32 ?? checksumOf(headerBytes, signature, body)
      const { lastInsertRowid } =
        verdict === 'accepted' && standing === 'counted' && member === null && reason === null
          ? sql.addAccepted.run(n, name, sum, headerBytes, signature, body)
          : sql.addEntry.run(n, name, verdict, reason, standing, member, sum, headerBytes, signature, body)
      places.add(id, Number(lastInsertRowid))
    }
    for (const { id, verdict, reason, standing, member } of changes.judged)
      sql.judge.run(verdict, reason, standing, member, places.find(id))
    if (changes.clearRegisters) sql.clearRegisters.run(n)
    // A row per write, and the last one of a key counts: what came after a snapshot is then what stands after it, and no index by key has to be kept.
    for (const { key, order, id, value } of changes.registers) {
      const name = blob(id)
      sql.addRegister.run(n, key, order, name, checksumOf(key, order, name, value), value)
    }
    for (const { stream, incarnation } of changes.own)
      if (incarnation === null) sql.dropOwn.run(n, stream)
      else sql.putOwn.run(n, stream, incarnation, checksumOf(stream, incarnation))
    if (changes.foldVersion !== null) sql.setFoldVersion.run(changes.foldVersion, n)
    writeMeta(changes.meta)
  }

  return {
    load: (space, part = 'all') =>
      guarded(() => {
        const n = numberOf(space)
        if (n === null) return { entries: [], registers: [], own: [], foldVersion: null }
        const held = part === 'all' ? null : snapshots.held(space)
        const open = (held?.open ?? []).flatMap((id) => sql.loadEntry.all(places.find(id)))
        return {
          entries: [...open, ...sql.loadEntriesAfter.all(n, held?.mark.entries[0] ?? 0)].map(loadedEntryOf),
          registers: registersOf(sql.loadRegisters.all(n, held?.mark.registers[0] ?? 0)),
          own: sql.loadOwn.all(n),
          foldVersion: sql.getFoldVersion.get(n)?.fold_version ?? null,
        }
      }),
    snapshot: (space) => guarded(() => snapshots.read(space)),
    mark: (space) => guarded(() => snapshots.mark(space)),
    keepSnapshot: (space, snapshot) => snapshots.keep(space, snapshot),
    read: (id) =>
      guarded((): EntryBytes | null => {
        const n = places.find(id)
        if (n === null) return null
        const row = sql.readEntry.get(n)
        if (row === undefined) throw damaged(`entry ${id}`)
        return entryBytesOf(row)
      }),
    lost: (id) => {
      suspect(path)
      return damaged(`entry ${id}`)
    },
    commit: (space, changes) => {
      if (changes.durable && isEmpty(changes)) guarded(flushes.flush)
      try {
        inTransaction(() => write(space, changes), changes.durable, bytesOf(changes))
      } catch (error) {
        numbers.delete(space)
        throw error
      }
      kept.follow(changes.meta)
    },
    spaces: () => guarded(() => sql.listSpaces.all().map(({ id }) => hex(id) as SpaceId)),
    getMeta: (key) =>
      guarded(() => {
        const row = sql.getMeta.get(key)
        return row ? metaValueOf(key, row) : null
      }),
    setMeta: (rows) => {
      inTransaction(() => writeMeta(rows))
      kept.follow(rows)
    },
    listMeta: (prefix) =>
      guarded(() => sql.listMeta.all(prefix, prefix + lastLetter).map((row): [string, Uint8Array] => [row.key, metaValueOf(row.key, row)])),
    instance,
    copied,
    quarantined,
    damage: () => guarded(() => readDamage(sql.getMeta.get(damageKey)?.value)),
    dismissDamage: () => inTransaction(() => sql.dropMeta.run(damageKey)),
    checkRest: async (file) => {
      if (checked) return 'sound'
      check ??= checkWhole({ path, migrations, file })
      const found = await check.result
      if (found === 'damaged') {
        suspect(path)
        isDamaged = true
      }
      return found
    },
    close: () => {
      check?.stop()
      flushes.close()
      guarded(() => db.close())
    },
  }
}
