import { copyBytes, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { MetaRow, RegisterRow, SnapshotMark, SpaceChanges, SpaceSnapshot, StoredEntry } from '../store/LogStore.ts'

export type SpaceRows = {
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
  /** How many epochs there were: none comes twice, whatever a loss of power takes back. */
  epochs: number
  /** How to take back each commit that no durable one has followed yet, oldest first: a loss of power may do so, see `losePower`. */
  readonly unflushed: (() => void)[]
}

/**
 * An empty disk: what several stores one after the other share, as a file would be.
 * @example
 * const store = memoryStore({ random, disk: memoryDisk() })
 * store.getMeta('a') // => null
 */
export const memoryDisk = (): MemoryDisk => ({
  spaces: new Map(),
  homes: new Map(),
  meta: new Map(),
  instance: null,
  epochs: 0,
  unflushed: [],
})

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
  epochs: disk.epochs,
  unflushed: [],
})

export const rowsOf = (disk: MemoryDisk, space: SpaceId): SpaceRows => {
  const known = disk.spaces.get(space)
  if (known) return known
  const made: SpaceRows = { entries: new Map(), registers: new Map(), own: new Map(), foldVersion: null, epoch: 0, snapshot: null }
  disk.spaces.set(space, made)
  return made
}

export const writeMeta = (disk: MemoryDisk, rows: readonly MetaRow[]): void => {
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

/** The first entries are those of a snapshot, since none of them left. */
export const markOf = (rows: SpaceRows): SnapshotMark => {
  const last = [...rows.entries.keys()].at(-1) ?? ('' as EntryId)
  return { epoch: rows.epoch, entries: [rows.entries.size, last], registers: [rows.registers.size, '' as EntryId] }
}

export const isCurrent = (rows: SpaceRows, { epoch, entries: [count, last] }: SnapshotMark): boolean =>
  epoch === rows.epoch && (count === 0 || [...rows.entries.keys()][count - 1] === last)

export const applyChanges = (disk: MemoryDisk, space: SpaceId, changes: SpaceChanges): void => {
  const rows = rowsOf(disk, space)
  if (unsettles(rows, changes)) rows.epoch = ++disk.epochs
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

const previous = <K, V>(map: Map<K, V>, keys: readonly K[]): (() => void) => {
  const before = keys.map((key) => [key, map.get(key)] as const)
  return () => {
    for (const [key, value] of before)
      if (value === undefined) map.delete(key)
      else map.set(key, value)
  }
}

/** What takes this commit back. Only what it touches is kept, so that a large disk costs nothing more. */
export const inverseOf = (disk: MemoryDisk, space: SpaceId, changes: SpaceChanges): (() => void) => {
  const rows = rowsOf(disk, space)
  const touched = [...changes.dropped, ...changes.entries.map(({ id }) => id), ...changes.judged.map(({ id }) => id)]
  const { foldVersion, epoch, entries, registers } = rows
  const own = new Map(rows.own)
  const [entriesBefore, registersBefore] = [
    changes.resetJudgements ? new Map(entries) : null,
    changes.clearRegisters ? new Map(registers) : null,
  ]
  const undo = [
    previous(entries, touched),
    previous(disk.homes, touched),
    previous(
      registers,
      changes.registers.map(({ key }) => key),
    ),
    previous(
      disk.meta,
      changes.meta.map(([key]) => key),
    ),
  ]
  return () => {
    for (const run of undo) run()
    if (entriesBefore !== null) rows.entries = entriesBefore
    if (registersBefore !== null) rows.registers = registersBefore
    Object.assign(rows, { own, foldVersion, epoch })
  }
}

/**
 * A loss of power: of the commits that were not flushed the disk keeps the first `kept` and loses the others, newest first, as a log that was cut
 * off. A process that only ends loses none of them.
 * @returns how many were lost.
 */
export const losePower = (disk: MemoryDisk, kept = 0): number => {
  const lost = disk.unflushed.splice(kept)
  for (const takeBack of lost.toReversed()) takeBack()
  disk.unflushed.length = 0
  return lost.length
}
