import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { DaomeshError } from '@daomesh/protocol'

const flush = (path: string): void => {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes a whole file or nothing: into a neighbour, flushed, then renamed over. Only the owner may read it.
 * @throws DaomeshError `STORAGE_FAILED`; the old content is then still there.
 */
export const writeDurably = (path: string, content: string | Uint8Array): void => {
  const neighbour = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    const handle = openSync(neighbour, 'wx', 0o600)
    try {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
      for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(neighbour, path)
    // The new name is only safe once the folder is; Windows cannot open folders and orders renames itself.
    if (process.platform !== 'win32') flush(dirname(path))
  } catch (cause) {
    rmSync(neighbour, { force: true })
    throw new DaomeshError('STORAGE_FAILED', { cause, meta: { path } })
  }
}
