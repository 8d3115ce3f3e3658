import { copyBytes, DaomeshError, type EntryId, type Random, type SpaceId, toHex } from '@daomesh/protocol'
import type { LogStore, MetaRow, RegisterRow, SnapshotMark, SpaceChanges, SpaceSnapshot, StoredEntry } from '../store/LogStore.ts'

type SpaceRows = {
  entries: Map<EntryId, StoredEntry>
  registers: Map<string, RegisterRow>
  own: Map<string, string>
  foldVersion: number | null
  epoch: number
  snapshot: SpaceSnapshot | null
}

/** What survives a simulated crash: keep it, and open a new store on it. */
export type MemoryDisk = {
  readonly spaces: Map<SpaceId, SpaceRows>
  readonly homes: Map<EntryId, SpaceId>
  readonly meta: Map<string, Uint8Array>
  instance: string | null
}

/**
 * An empty disk: what several stores one after the other share, as a file would be.
 * @example
 * const store = memoryStore({ random, disk: memoryDisk() })
 * store.getMeta('a') // => null
 */
export const memoryDisk = (): MemoryDisk => ({ spaces: new Map(), homes: new Map(), meta: new Map(), instance: null })

/** A photograph of the disk, as a backup or a copied profile would hold it. */
export const copyDisk = (disk: MemoryDisk): MemoryDisk => ({
  spaces: new Map(
    [...disk.spaces].map(([space, rows]) => [
      space,
      {
        entries: new Map(rows.entries),
        registers: new Map(rows.registers),
        own: new Map(rows.own),
        foldVersion: rows.foldVersion,
        epoch: rows.epoch,
        snapshot: rows.snapshot,
      },
    ]),
  ),
  homes: new Map(disk.homes),
  meta: new Map(disk.meta),
  instance: disk.instance,
})

/** How the simulator makes a commit fail: `refuse` is a full disk, `crash` loses the transaction and everything after it. */
export type MemoryFault = 'refuse' | 'crash'

export type MemoryStoreInit = {
  readonly random: Random
  readonly disk?: MemoryDisk
  /** Asked before each commit. */
  readonly fault?: () => MemoryFault | null
}

const rowsOf = (disk: MemoryDisk, space: SpaceId): SpaceRows => {
  const known = disk.spaces.get(space)
  if (known) return known
  const made: SpaceRows = { entries: new Map(), registers: new Map(), own: new Map(), foldVersion: null, epoch: 0, snapshot: null }
  disk.spaces.set(space, made)
  return made
}

const writeMeta = (disk: MemoryDisk, rows: readonly MetaRow[]): void => {
  for (const [key, value] of rows)
    if (value === null) disk.meta.delete(key)
    else disk.meta.set(key, copyBytes(value))
}

const isOpen = (entry: StoredEntry | undefined): boolean => entry === undefined || entry.verdict === 'pending' || entry.verdict === 'locked'

/** Whether the step changes something that a snapshot may hold. */
const unsettles = (rows: SpaceRows, changes: SpaceChanges): boolean =>
  changes.resetJudgements ||
  changes.clearRegisters ||
  changes.dropped.length > 0 ||
  changes.judged.some(({ id }) => !isOpen(rows.entries.get(id)))

/** The first entries are those of the snapshot, since none of them left. */
const markOf = (rows: SpaceRows): SnapshotMark => {
  const last = [...rows.entries.keys()].at(-1) ?? ('' as EntryId)
  return { epoch: rows.epoch, entries: [rows.entries.size, last], registers: [rows.registers.size, '' as EntryId] }
}

const apply = (disk: MemoryDisk, space: SpaceId, changes: SpaceChanges): void => {
  const rows = rowsOf(disk, space)
  if (unsettles(rows, changes)) rows.epoch++
  for (const id of changes.dropped) {
    rows.entries.delete(id)
    disk.homes.delete(id)
  }
  if (changes.resetJudgements)
    for (const [id, entry] of rows.entries)
      rows.entries.set(id, { ...entry, verdict: 'pending', reason: null, standing: 'counted', member: null })
  for (const entry of changes.entries) {
    rows.entries.set(entry.id, entry)
    disk.homes.set(entry.id, space)
  }
  for (const { id, verdict, reason, standing, member } of changes.judged) {
    const entry = rows.entries.get(id)
    if (entry) rows.entries.set(id, { ...entry, verdict, reason, standing, member })
  }
  if (changes.clearRegisters) rows.registers.clear()
  for (const row of changes.registers) rows.registers.set(row.key, row)
  for (const { stream, incarnation } of changes.own)
    if (incarnation === null) rows.own.delete(stream)
    else rows.own.set(stream, incarnation)
  if (changes.foldVersion !== null) rows.foldVersion = changes.foldVersion
  writeMeta(disk, changes.meta)
}

/** A store in memory. Its commits are atomic like the real one's, and can be made to fail like them. */
export const memoryStore = (init: MemoryStoreInit): LogStore => {
  const disk = init.disk ?? memoryDisk()
  disk.instance ??= toHex(init.random.bytes(16))
  let open = true
  const must = (): void => {
    if (!open) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'closed' } })
  }
  const write = (run: () => void): void => {
    must()
    const fault = init.fault?.() ?? null
    if (fault === 'crash') open = false
    if (fault !== null) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: fault } })
    run()
  }
  return {
    load: (space, part = 'all') => {
      must()
      const rows = rowsOf(disk, space)
      const all = [...rows.entries.values()]
      const open = new Set(rows.snapshot?.open)
      const held = part === 'all' || rows.snapshot === null ? 0 : rows.snapshot.mark.entries[0]
      return {
        entries: all.filter(({ id }, i) => i >= held || open.has(id)),
        registers: [...rows.registers.values()],
        own: [...rows.own].map(([stream, incarnation]) => ({ stream, incarnation })),
        foldVersion: rows.foldVersion,
      }
    },
    snapshot: (space) => {
      must()
      const rows = rowsOf(disk, space)
      return rows.snapshot !== null && rows.snapshot.mark.epoch === rows.epoch ? rows.snapshot.bytes : null
    },
    mark: (space) => markOf(rowsOf(disk, space)),
    keepSnapshot: async (space, snapshot) => {
      if (open) rowsOf(disk, space).snapshot = snapshot
    },
    read: (id) => {
      must()
      const home = disk.homes.get(id)
      return home === undefined ? null : (disk.spaces.get(home)?.entries.get(id) ?? null)
    },
    commit: (space, changes) => write(() => apply(disk, space, changes)),
    spaces: () => [...disk.spaces].filter(([, rows]) => rows.entries.size > 0).map(([space]) => space),
    getMeta: (key) => {
      const value = disk.meta.get(key)
      return value === undefined ? null : copyBytes(value)
    },
    setMeta: (rows) => write(() => writeMeta(disk, rows)),
    listMeta: (prefix) => [...disk.meta].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
    instance: disk.instance,
    copied: false,
    quarantined: null,
    damage: () => null,
    dismissDamage: () => undefined,
    close: () => {
      open = false
    },
  }
}
