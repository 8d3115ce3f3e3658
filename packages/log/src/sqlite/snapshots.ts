import { type EntryId, type SpaceId, toHex } from '@daomesh/protocol'
import { z } from 'zod'
import type { SnapshotMark, SpaceChanges, SpaceSnapshot } from '../store/LogStore.ts'
import { readSnapshotFile, writeSnapshotFile } from './snapshotFile.ts'
import type { Statements } from './statements.ts'

const row = z.tuple([z.number().int().min(0), z.string().transform((id) => id as EntryId)])

/** What stands in the file beside the bytes. */
const noteShape = z.strictObject({
  v: z.literal(1),
  instance: z.string(),
  space: z.string(),
  mark: z.strictObject({ epoch: z.number(), entries: row, registers: row }),
  open: z.array(z.string().transform((id) => id as EntryId)),
})
type Note = z.output<typeof noteShape>

export type Snapshots = {
  readonly mark: (space: SpaceId) => SnapshotMark | null
  readonly read: (space: SpaceId) => Uint8Array | null
  /** Mark and open entries of the snapshot that was read last. */
  readonly held: (space: SpaceId) => Pick<SpaceSnapshot, 'mark' | 'open'> | null
  readonly keep: (space: SpaceId, snapshot: SpaceSnapshot) => Promise<void>
  /** Whether a step changes something that a snapshot may hold. */
  readonly unsettles: (changes: SpaceChanges) => boolean
}

type Init = {
  readonly path: string
  readonly instance: string
  readonly sql: Statements
  readonly numberOf: (space: SpaceId) => number | null
  readonly placeOf: (id: EntryId) => number | null
}

const nothing: readonly [number, EntryId] = [0, '' as EntryId]

/**
 * Snapshots lie in files beside the database, one per space. They hold nothing that the rows do not hold: a missing, damaged or foreign one is passed over.
 * One counts only for this very store, and while the rows it was made of are there and their epoch is the same.
 */
export const openSnapshots = ({ path, instance, sql, numberOf, placeOf }: Init): Snapshots => {
  const found = new Map<SpaceId, Note>()
  const fileOf = (space: SpaceId): string => `${path}.snapshot-${space.slice(0, 16)}`

  const pair = (row: { readonly n: number; readonly id: Buffer } | undefined): readonly [number, EntryId] =>
    row === undefined ? nothing : [row.n, toHex(row.id) as EntryId]
  const isSame = ([n, id]: readonly [number, EntryId], row: { readonly n: number; readonly id: Buffer } | undefined): boolean =>
    n === 0 || (row !== undefined && toHex(row.id) === id)

  const isCurrent = (space: SpaceId, mark: SnapshotMark): boolean => {
    const n = numberOf(space)
    return (
      n !== null &&
      sql.getEpoch.get(n)?.epoch === mark.epoch &&
      isSame(mark.entries, sql.entryAt.get(n, mark.entries[0])) &&
      isSame(mark.registers, sql.registerAt.get(n, mark.registers[0]))
    )
  }
  return {
    mark: (space) => {
      const n = path === ':memory:' ? null : numberOf(space)
      if (n === null) return null
      return { epoch: sql.getEpoch.get(n)?.epoch ?? 0, entries: pair(sql.lastEntry.get(n)), registers: pair(sql.lastRegister.get(n)) }
    },
    read: (space) => {
      found.delete(space)
      const file = path === ':memory:' ? null : readSnapshotFile(fileOf(space))
      if (file === null) return null
      const { success, data: note } = noteShape.safeParse(file.note)
      if (!success || note.instance !== instance || note.space !== space || !isCurrent(space, note.mark)) return null
      found.set(space, note)
      return file.bytes
    },
    held: (space) => found.get(space) ?? null,
    keep: async (space, { mark, open, bytes }) => {
      try {
        if (!isCurrent(space, mark)) return
      } catch {
        // The store was closed meanwhile.
        return
      }
      const { epoch, entries, registers } = mark
      const note = { v: 1, instance, space, mark: { epoch, entries: [...entries], registers: [...registers] }, open: [...open] }
      await writeSnapshotFile(fileOf(space), note, bytes)
    },
    unsettles: ({ resetJudgements, clearRegisters, dropped, judged }) =>
      resetJudgements || clearRegisters || dropped.length > 0 || judged.some(({ id }) => sql.isSettled.get(placeOf(id)) !== undefined),
  }
}
