import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DaomeshError } from '@daomesh/protocol'

export const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code

/** Every failure of the disk under one code, with the path. */
export const onDisk = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (cause) {
    throw new DaomeshError('STORAGE_FAILED', { cause, meta: { path } })
  }
}

/** null where there is no such file. */
export const whereThere = async <T>(act: () => Promise<T>): Promise<T | null> => {
  try {
    return await act()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** A new name is only safe once its folder is; Windows cannot open folders and orders renames itself. */
export const flushFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const flushFile = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a whole file or nothing: into a neighbour, flushed, then renamed over. */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const neighbour = `${path}.new`
  try {
    const handle = await open(neighbour, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(neighbour, path)
    await flushFolder(dirname(path))
  } catch (error) {
    await rm(neighbour, { force: true })
    throw error
  }
}
