import { closeSync, openSync, readSync, writeSync } from 'node:fs'
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

const openThere = (path: string, flags: 'r' | 'r+' | 'a'): number | null => {
  try {
    return openSync(path, flags, 0o600)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/**
 * Exactly these bytes, or null where they are not all there. At once, like the database: a chunk is in memory or a moment away, and three turns of the
 * thread pool for each cost a download twice as much as the disk does. What takes long, the flush of a whole file, is awaited elsewhere.
 */
export const readAt = (path: string, at: number, length: number): Uint8Array | null => {
  const handle = openThere(path, 'r')
  if (handle === null) return null
  try {
    const bytes = new Uint8Array(length)
    for (let filled = 0; filled < length;) {
      const got = readSync(handle, bytes, filled, length - filled, at + filled)
      if (got === 0) return null
      filled += got
    }
    return bytes
  } finally {
    closeSync(handle)
  }
}

/** Writes at a place. 'r+' does not make a file, and says so by false; 'a' makes one and empties none. */
export const writeAt = (path: string, at: number, bytes: Uint8Array, flags: 'r+' | 'a'): boolean => {
  const handle = openThere(path, flags)
  if (handle === null) return false
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done, bytes.length - done, at + done)
    return true
  } finally {
    closeSync(handle)
  }
}
