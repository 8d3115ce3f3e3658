import { fileLimits, type FileStore, startUpload, type Upload } from '@daomesh/files'
import { type Clock, DaomeshError, type Random, type SpaceId } from '@daomesh/protocol'

/** Milliseconds after which a client that went away without a word is given up. */
const patience = 10 * 60_000

/** Files that clients hand over piece by piece. None outlives the process. */
export type Uploads = {
  /** Begins one, or answers how far it came. @throws DaomeshError `FILE_LIMIT`, `STORAGE_FAILED`; `FILE_UPLOAD` where too many are under way. */
  readonly begin: (space: SpaceId, id: string, size: number) => Promise<number>
  /** @throws DaomeshError `FILE_UPLOAD`. */
  readonly find: (space: SpaceId, id: string) => Upload
  readonly end: (space: SpaceId, id: string) => Promise<void>
  readonly close: () => Promise<void>
}

type Row = { readonly upload: Promise<Upload>; readonly size: number; readonly space: SpaceId; opened: Upload | null; cancel: () => void }

export const createUploads = ({
  store,
  random,
  clock,
}: {
  readonly store: FileStore
  readonly random: Random
  readonly clock: Clock
}): Uploads => {
  const rows = new Map<string, Row>()
  const nameOf = (space: SpaceId, id: string): string => `${space}/${id}`

  const drop = async (name: string): Promise<void> => {
    const row = rows.get(name)
    if (row === undefined) return
    rows.delete(name)
    row.cancel()
    await row.opened?.discard()
  }
  const touch = (name: string, row: Row): void => {
    row.cancel()
    row.cancel = clock.setTimer(() => void drop(name).catch(() => undefined), patience)
  }

  return {
    begin: async (space, id, size) => {
      const name = nameOf(space, id)
      const known = rows.get(name)
      if (known !== undefined) {
        if (known.size !== size) throw new DaomeshError('FILE_UPLOAD', { meta: { size, was: known.size } })
        return (await known.upload).at()
      }
      if (rows.size >= fileLimits.uploads)
        throw new DaomeshError('FILE_UPLOAD', { meta: { reason: 'too many at once', limit: fileLimits.uploads } })
      const open = async (): Promise<Upload> => {
        const others = [...rows.values()].reduce((sum, row) => (row.space === space ? sum + row.size : sum), 0)
        if ((await store.usage(space)) + others > fileLimits.spaceBytes)
          throw new DaomeshError('FILE_LIMIT', { meta: { limit: fileLimits.spaceBytes } })
        return startUpload({ store, space, size, key: random.bytes(32) })
      }
      // In the table before the first wait, so that it counts for the next one.
      const row: Row = { upload: Promise.resolve().then(open), size, space, opened: null, cancel: () => undefined }
      rows.set(name, row)
      try {
        row.opened = await row.upload
      } catch (error) {
        rows.delete(name)
        throw error
      }
      touch(name, row)
      return row.opened.at()
    },
    find: (space, id) => {
      const name = nameOf(space, id)
      const row = rows.get(name)
      const opened = row?.opened ?? null
      if (row === undefined || opened === null) throw new DaomeshError('FILE_UPLOAD', { meta: { reason: 'no such upload', upload: id } })
      touch(name, row)
      return opened
    },
    end: (space, id) => drop(nameOf(space, id)),
    close: async () => {
      for (const name of rows.keys()) await drop(name)
    },
  }
}
