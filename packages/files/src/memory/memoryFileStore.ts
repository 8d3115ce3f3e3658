import { DaomeshError, type FileId, type SpaceId } from '@daomesh/protocol'
import type { FileStore, StoredState } from '../store/fileStore.ts'

type Row = { manifest: Uint8Array | null; bytes: Uint8Array; state: StoredState | null }

/** What stays when a process ends. */
export type MemoryFileDisk = { readonly spaces: Map<SpaceId, Map<FileId, Row>> }
/** A disk with nothing on it. */
export const memoryFileDisk = (): MemoryFileDisk => ({ spaces: new Map() })

/** A disk of its own with the same content. */
export const copyFileDisk = ({ spaces }: MemoryFileDisk): MemoryFileDisk => ({
  spaces: new Map(
    [...spaces].map(([space, rows]) => [space, new Map([...rows].map(([file, row]) => [file, { ...row, bytes: row.bytes.slice() }]))]),
  ),
})

export type MemoryFileStoreParameters = {
  readonly disk?: MemoryFileDisk
  /** Asked before every write; true: the disk refuses. */
  readonly fault?: () => boolean
}

/** The store in memory, for simulations: the same rules, no disk. */
export const memoryFileStore = ({ disk = memoryFileDisk(), fault = () => false }: MemoryFileStoreParameters = {}): FileStore => {
  const find = (space: SpaceId, file: FileId): Row | undefined => disk.spaces.get(space)?.get(file)
  const rowOf = (space: SpaceId, file: FileId): Row => {
    const rows = disk.spaces.get(space) ?? new Map<FileId, Row>()
    disk.spaces.set(space, rows)
    const row = rows.get(file) ?? { manifest: null, bytes: new Uint8Array(), state: null }
    rows.set(file, row)
    return row
  }
  const sizeOf = ({ manifest, bytes }: Row): number => (manifest?.length ?? 0) + bytes.length
  const failing =
    <A extends readonly unknown[], T>(act: (...args: A) => T) =>
    (...args: A): Promise<T> =>
      fault() ? Promise.reject(new DaomeshError('STORAGE_FAILED')) : Promise.resolve(act(...args))
  const rename = (from: StoredState, to: StoredState) =>
    failing((space: SpaceId, file: FileId) => {
      const row = rowOf(space, file)
      if (row.state !== from) throw new DaomeshError('STORAGE_FAILED', { meta: { reason: `not ${from}` } })
      row.state = to
    })
  return {
    sweep: () => Promise.resolve(),
    list: (space) =>
      Promise.resolve(
        [...(disk.spaces.get(space) ?? [])].flatMap(([file, row]) =>
          row.state === null ? [] : [{ file, state: row.state, bytes: row.bytes.length }],
        ),
      ),
    usage: (space) => Promise.resolve([...(disk.spaces.get(space)?.values() ?? [])].reduce((sum, row) => sum + sizeOf(row), 0)),
    manifest: (space, file) => Promise.resolve(find(space, file)?.manifest?.slice() ?? null),
    putManifest: failing((space: SpaceId, file: FileId, sealed: Uint8Array) => {
      rowOf(space, file).manifest = sealed.slice()
    }),
    state: (space, file) => Promise.resolve(find(space, file)?.state ?? null),
    read: (space, file, at, length) => {
      const row = find(space, file)
      return Promise.resolve(
        row === undefined || row.state === null || row.bytes.length < at + length ? null : row.bytes.slice(at, at + length),
      )
    },
    write: failing((space: SpaceId, file: FileId, at: number, bytes: Uint8Array) => {
      const row = rowOf(space, file)
      row.state ??= 'partial'
      if (row.bytes.length < at + bytes.length) {
        const longer = new Uint8Array(at + bytes.length)
        longer.set(row.bytes)
        row.bytes = longer
      }
      row.bytes.set(bytes, at)
    }),
    complete: rename('partial', 'whole'),
    reopen: rename('whole', 'partial'),
    remove: failing((space: SpaceId, file: FileId) => void disk.spaces.get(space)?.delete(file)),
    stage: () => {
      const parts: Uint8Array[] = []
      return Promise.resolve({
        append: failing((bytes: Uint8Array) => void parts.push(bytes.slice())),
        finish: failing((space: SpaceId, file: FileId, manifest: Uint8Array) => {
          const row = rowOf(space, file)
          row.manifest = manifest.slice()
          row.bytes = new Uint8Array(Buffer.concat(parts))
          row.state = 'whole'
        }),
        discard: () => Promise.resolve(),
      })
    },
  }
}
