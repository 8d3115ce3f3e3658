import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DaomeshError } from '@daomesh/protocol'

const codeIn = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

const makeOne = (folder: string): void => {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process was faster.
    if (codeIn(error) !== 'EEXIST') throw error
  }
}

/**
 * Makes a folder of this account alone, with those above it. One by one: Node's own recursive way never ends where a folder is there and says that it is
 * not when something is made in it, as below /proc.
 * @throws DaomeshError `STORAGE_FAILED`.
 */
export const makeFolder = (path: string): void => {
  const missing: string[] = []
  for (let folder = resolve(path); !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder)) missing.unshift(folder)
  try {
    for (const folder of missing) makeOne(folder)
    if (!statSync(path).isDirectory()) throw new Error('a file lies in its place')
  } catch (cause) {
    throw new DaomeshError('STORAGE_FAILED', { cause, meta: { path, reason: cause instanceof Error ? cause.message : String(cause) } })
  }
}
