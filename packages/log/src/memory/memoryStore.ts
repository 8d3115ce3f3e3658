import { copyBytes, DaomeshError, type Random, toHex } from '@daomesh/protocol'
import { type LogStore, noChanges, type SpaceChanges } from '../store/LogStore.ts'
import { applyChanges, inverseOf, isCurrent, markOf, memoryDisk, type MemoryDisk, rowsOf, writeMeta } from './memoryDisk.ts'

/** How the simulator makes a commit fail: `refuse` is a full disk, `crash` loses the transaction and everything after it. */
export type MemoryFault = 'refuse' | 'crash'

export type MemoryStoreInit = {
  readonly random: Random
  readonly disk?: MemoryDisk
  /** Asked before each commit, with what it is to write. */
  readonly fault?: (changes: SpaceChanges) => MemoryFault | null
}

/** A store in memory. Its commits are atomic like the real one's, and can be made to fail like them. */
export const memoryStore = (init: MemoryStoreInit): LogStore => {
  const disk = init.disk ?? memoryDisk()
  disk.instance ??= toHex(init.random.bytes(16))
  let open = true
  const must = (): void => {
    if (!open) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: 'closed' } })
  }
  const write = (changes: SpaceChanges, run: () => void): void => {
    must()
    const fault = init.fault?.(changes) ?? null
    if (fault === 'crash') open = false
    if (fault !== null) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: fault } })
    run()
    // As in a log that is flushed from its beginning: what is durable now makes all before it durable.
    if (changes.durable) disk.unflushed.length = 0
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
      return rows.snapshot !== null && isCurrent(rows, rows.snapshot.mark) ? rows.snapshot.bytes : null
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
    lost: (id) => new DaomeshError('STORAGE_DAMAGED', { meta: { entry: id } }),
    commit: (space, changes) =>
      write(changes, () => {
        if (!changes.durable) disk.unflushed.push(inverseOf(disk, space, changes))
        applyChanges(disk, space, changes)
      }),
    spaces: () => [...disk.spaces].filter(([, rows]) => rows.entries.size > 0).map(([space]) => space),
    getMeta: (key) => {
      const value = disk.meta.get(key)
      return value === undefined ? null : copyBytes(value)
    },
    setMeta: (rows) => write({ ...noChanges, meta: rows }, () => writeMeta(disk, rows)),
    listMeta: (prefix) => {
      const found: [string, Uint8Array][] = []
      for (const row of disk.meta) if (row[0].startsWith(prefix)) found.push(row)
      return found.sort(([a], [b]) => (a < b ? -1 : 1))
    },
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
