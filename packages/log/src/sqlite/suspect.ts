import { existsSync, rmSync, writeFileSync } from 'node:fs'

// A mark beside a database of which a part was found damaged while it was in use: the next opening checks all of it, whatever its size.

const markOf = (path: string): string => `${path}.suspect`

export const isSuspect = (path: string): boolean => existsSync(markOf(path))

export const suspect = (path: string): void => {
  if (path === ':memory:') return
  try {
    writeFileSync(markOf(path), '')
  } catch {
    // A disk that takes nothing: the damage is found again.
  }
}

export const acquit = (path: string): void => rmSync(markOf(path), { force: true })
