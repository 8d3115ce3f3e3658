import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileId, type FileId, type SpaceId } from '@daomesh/protocol'
import type { FileStore, StoredState } from '../store/fileStore.ts'
import { flushFile, flushFolder, onDisk, readAt, whereThere, writeAt, writeWhole } from './onDisk.ts'

const endings = { manifest: '.manifest', partial: '.part', whole: '.sealed' } as const
type Ending = keyof typeof endings

/**
 * Files below one folder: `<space>/<file>.sealed` (or `.part`) and `<file>.manifest`, all of it sealed bytes whose SHA-256 is known from elsewhere.
 * @example
 * const store = diskFileStore({ root: '/home/ada/daomesh/files' })
 */
export const diskFileStore = ({ root }: { readonly root: string }): FileStore => {
  const staging = join(root, 'staging')
  const pathOf = (space: SpaceId, file: FileId, ending: Ending): string => join(root, space, `${file}${endings[ending]}`)
  let staged = 0

  const makeFolder = async (space: SpaceId): Promise<void> => {
    if ((await mkdir(join(root, space), { recursive: true, mode: 0o700 })) !== undefined) await flushFolder(root)
  }
  const stored = async (space: SpaceId, file: FileId): Promise<{ readonly state: StoredState; readonly path: string } | null> => {
    for (const state of ['whole', 'partial'] as const) {
      const path = pathOf(space, file, state)
      if ((await whereThere(() => stat(path))) !== null) return { state, path }
    }
    return null
  }
  /** Blocks in use: a partial file has holes. Where the system counts none, its length. */
  const usedBy = ({ size, blocks }: { readonly size: number; readonly blocks: number }): number =>
    blocks > 0 ? Math.min(size, blocks * 512) : size
  const sizes = async (space: SpaceId) => {
    const names = (await whereThere(() => readdir(join(root, space)))) ?? []
    const found = await Promise.all(names.map(async (name) => ({ name, found: await whereThere(() => stat(join(root, space, name))) })))
    return found.flatMap(({ name, found }) => (found === null ? [] : [{ name, bytes: usedBy(found) }]))
  }
  const move = async (space: SpaceId, file: FileId, from: StoredState, to: StoredState): Promise<void> => {
    await rename(pathOf(space, file, from), pathOf(space, file, to))
    await flushFolder(join(root, space))
  }

  return {
    sweep: () => onDisk(staging, () => rm(staging, { recursive: true, force: true })),
    list: (space) =>
      onDisk(join(root, space), async () =>
        (await sizes(space)).flatMap(({ name, bytes }) => {
          const state = (['whole', 'partial'] as const).find((state) => name.endsWith(endings[state]))
          const file = fileId.safeParse(state === undefined ? '' : name.slice(0, -endings[state].length))
          return state === undefined || !file.success ? [] : [{ file: file.data, state, bytes }]
        }),
      ),
    usage: (space) => onDisk(join(root, space), async () => (await sizes(space)).reduce((sum, { bytes }) => sum + bytes, 0)),
    manifest: (space, file) => {
      const path = pathOf(space, file, 'manifest')
      return onDisk(path, () => whereThere(async () => new Uint8Array(await readFile(path))))
    },
    putManifest: (space, file, sealed) => {
      const path = pathOf(space, file, 'manifest')
      return onDisk(path, async () => {
        await makeFolder(space)
        await writeWhole(path, sealed)
      })
    },
    state: (space, file) => onDisk(join(root, space), async () => (await stored(space, file))?.state ?? null),
    read: (space, file, at, length) => {
      const path = pathOf(space, file, 'whole')
      return onDisk(path, () => Promise.resolve(readAt(path, at, length) ?? readAt(pathOf(space, file, 'partial'), at, length)))
    },
    write: (space, file, at, bytes) => {
      const path = pathOf(space, file, 'partial')
      return onDisk(path, async () => {
        if (writeAt(path, at, bytes, 'r+')) return
        await makeFolder(space)
        writeAt(path, 0, new Uint8Array(), 'a')
        writeAt(path, at, bytes, 'r+')
      })
    },
    complete: (space, file) => {
      const path = pathOf(space, file, 'partial')
      return onDisk(path, async () => {
        await flushFile(path)
        await move(space, file, 'partial', 'whole')
      })
    },
    reopen: (space, file) => onDisk(pathOf(space, file, 'whole'), () => move(space, file, 'whole', 'partial')),
    remove: (space, file) =>
      onDisk(join(root, space), async () => {
        for (const ending of ['whole', 'partial', 'manifest'] as const) await rm(pathOf(space, file, ending), { force: true })
        if ((await whereThere(() => stat(join(root, space)))) !== null) await flushFolder(join(root, space))
      }),
    stage: async () => {
      const path = join(staging, String(staged++))
      const handle = await onDisk(path, async () => {
        await mkdir(staging, { recursive: true, mode: 0o700 })
        return open(path, 'w', 0o600)
      })
      let isOpen = true
      const close = async (): Promise<void> => {
        if (!isOpen) return
        isOpen = false
        await handle.close()
      }
      return {
        append: (bytes) => onDisk(path, () => handle.writeFile(bytes)),
        finish: (space, file, manifest) =>
          onDisk(path, async () => {
            await handle.sync()
            await close()
            await makeFolder(space)
            await writeWhole(pathOf(space, file, 'manifest'), manifest)
            const whole = pathOf(space, file, 'whole')
            await rename(path, whole)
            await flushFolder(dirname(whole))
          }),
        discard: () =>
          onDisk(path, async () => {
            await close()
            await rm(path, { force: true })
          }),
      }
    },
  }
}
