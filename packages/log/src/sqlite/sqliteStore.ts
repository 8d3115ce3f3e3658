import { DaomeshError, type EntryId, fromHex, type Random, type SpaceId, toHex } from '@daomesh/protocol'
import type { EntryBytes, EntryVerdict, LoadedEntry, LogStore, MetaRow, SpaceChanges, Standing } from '../store/LogStore.ts'
import { checksumOf } from './checksum.ts'
import { readDamage } from './damageRow.ts'
import { createFlushes } from './flushes.ts'
import { damageKey, type KeepChoice, openKeptRows } from './keptRows.ts'
import { migrations as released } from './migrations.ts'
import { codeOf, isDamage, openFile, placeOf } from './openFile.ts'
import { prepareStatements } from './statements.ts'

export type SqliteStoreInit = {
  /** File of the database; its directory must exist. One process at a time: the home's lock sees to that. */
  readonly path: string
  readonly random: Random
  /** Which of the node's own rows lie in a second file too, so that a destroyed database can be refilled. */
  readonly keeps?: KeepChoice
  /** Only a test of migrations passes its own. */
  readonly migrations?: readonly string[]
}

const keepsNothing: KeepChoice = () => false

const guarded = <T>(run: () => T): T => {
  try {
    return run()
  } catch (error) {
    if (error instanceof DaomeshError) throw error
    throw new DaomeshError(isDamage(error) ? 'STORAGE_DAMAGED' : 'STORAGE_FAILED', {
      cause: error,
      meta: { reason: codeOf(error) || (error instanceof Error ? error.message : String(error)) },
    })
  }
}

const blob = (hex: string): Buffer => Buffer.from(hex, 'hex')
/** A Buffer's `slice` is a view and some libraries refuse Buffers: nothing outside this file sees one. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
const hex = (bytes: Buffer): string => bytes.toString('hex')

/**
 * Spaces in one SQLite file: write-ahead log, flushed on every commit that is durable, so that what was acknowledged survives a kill or a power cut.
 * @throws DaomeshError `STORAGE_NEWER`, `STORAGE_FAILED`.
 */
export const sqliteStore = (init: SqliteStoreInit): LogStore => {
  const { path, keeps = keepsNothing, migrations = released } = init
  const keptPath = `${path}.kept`
  const { db, quarantined } = guarded(() => openFile({ path, keptPath, keeps, migrations }))
  const sql = prepareStatements(db)
  const numbers = new Map<SpaceId, number>()
  const registerRows = new Map<number, Map<string, number>>()

  const flushes = createFlushes(db)
  const inTransaction = <T>(run: () => T, durable = true): T =>
    guarded(() => {
      flushes.begin(durable)
      sql.begin.run()
      try {
        const result = run()
        sql.commit.run()
        flushes.committed()
        return result
      } catch (error) {
        if (db.inTransaction) sql.rollback.run()
        flushes.failed()
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

  /** Row numbers of registers: an index by key on disk would rewrite most of its pages with every batch. */
  const registersOf = (n: number): Map<string, number> => {
    const known = registerRows.get(n)
    if (known) return known
    const rows = new Map(sql.registerRows.all(n).map((row) => [row.key, row.n]))
    registerRows.set(n, rows)
    return rows
  }

  const writeMeta = (rows: readonly MetaRow[]): void => {
    const count = kept.count(rows)
    for (const [key, value] of count === null ? rows : [...rows, count])
      if (value === null) sql.dropMeta.run(key)
      else sql.putMeta.run(key, value, checksumOf(key, value))
  }

  const write = (space: SpaceId, changes: SpaceChanges): void => {
    if (numberOf(space) === null) sql.addSpace.run(fromHex(space), checksumOf(fromHex(space)))
    const n = numberOf(space) ?? 0
    for (const id of changes.dropped) sql.dropEntry.run(blob(id))
    if (changes.resetJudgements) sql.resetJudgements.run(n)
    for (const { id, verdict, reason, standing, member, headerBytes, signature, body } of changes.entries)
      sql.addEntry.run(
        n,
        blob(id),
        verdict,
        reason,
        standing,
        member,
        checksumOf(headerBytes, signature, body),
        headerBytes,
        signature,
        body,
      )
    for (const { id, verdict, reason, standing, member } of changes.judged) sql.judge.run(verdict, reason, standing, member, blob(id))
    if (changes.clearRegisters) {
      sql.clearRegisters.run(n)
      registerRows.delete(n)
    }
    const rows = registersOf(n)
    for (const { key, order, id, value } of changes.registers) {
      const name = blob(id)
      const sum = checksumOf(key, order, name, value)
      const row = rows.get(key)
      if (row === undefined) rows.set(key, Number(sql.addRegister.run(n, key, order, name, sum, value).lastInsertRowid))
      else sql.setRegister.run(order, name, sum, value, row)
    }
    for (const { stream, incarnation } of changes.own)
      if (incarnation === null) sql.dropOwn.run(n, stream)
      else sql.putOwn.run(n, stream, incarnation, checksumOf(stream, incarnation))
    if (changes.foldVersion !== null) sql.setFoldVersion.run(changes.foldVersion, n)
    writeMeta(changes.meta)
  }

  return {
    load: (space) =>
      guarded(() => {
        const n = numberOf(space)
        if (n === null) return { entries: [], registers: [], own: [], foldVersion: null }
        return {
          entries: sql.loadEntries.all(n).map((row): LoadedEntry => ({
            id: hex(row.id) as EntryId,
            headerBytes: plain(row.header),
            verdict: row.verdict as EntryVerdict,
            reason: row.reason,
            standing: row.standing as Standing,
            member: row.member as LoadedEntry['member'],
          })),
          registers: sql.loadRegisters
            .all(n)
            .map(({ key, ord, id, value }) => ({ key, order: ord, id: hex(id) as EntryId, value: plain(value) })),
          own: sql.loadOwn.all(n),
          foldVersion: sql.getFoldVersion.get(n)?.fold_version ?? null,
        }
      }),
    read: (id) =>
      guarded((): EntryBytes | null => {
        const row = sql.readEntry.get(blob(id))
        return row ? { headerBytes: plain(row.header), signature: plain(row.signature), body: row.body && plain(row.body) } : null
      }),
    commit: (space, changes) => {
      try {
        inTransaction(() => write(space, changes), changes.durable)
      } catch (error) {
        numbers.delete(space)
        registerRows.clear()
        throw error
      }
      kept.follow(changes.meta)
    },
    spaces: () => guarded(() => sql.listSpaces.all().map(({ id }) => hex(id) as SpaceId)),
    getMeta: (key) =>
      guarded(() => {
        const row = sql.getMeta.get(key)
        return row ? plain(row.value) : null
      }),
    setMeta: (rows) => {
      inTransaction(() => writeMeta(rows))
      kept.follow(rows)
    },
    listMeta: (prefix) =>
      guarded(() => sql.listMeta.all(prefix, prefix.length, prefix).map(({ key, value }): [string, Uint8Array] => [key, plain(value)])),
    instance,
    copied,
    quarantined,
    damage: () => guarded(() => readDamage(sql.getMeta.get(damageKey)?.value)),
    dismissDamage: () => inTransaction(() => sql.dropMeta.run(damageKey)),
    close: () => guarded(() => db.close()),
  }
}
