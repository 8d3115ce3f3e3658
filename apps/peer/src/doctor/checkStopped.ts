import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { examineFile } from '@daomesh/log/sqlite'
import { type Finding, finding } from '@daomesh/node/contract'
import { DaomeshError } from '@daomesh/protocol'
import { homePaths } from '../home/homePaths.ts'
import { lockHome } from '../home/lockHome.ts'

const checkDatabase = (path: string): readonly Finding[] => {
  const { state, version, known } = examineFile(path)
  if (state === 'newer') return [finding('DATABASE_NEWER', { version, known })]
  return state === 'damaged' ? [finding('DATABASE_DAMAGED', { file: basename(path) })] : []
}

/** A home whose node does not answer: who uses it, else what its files say. Holds the home while it looks. */
export const checkStopped = (home: string): readonly Finding[] => {
  const { database, keys } = homePaths(home)
  let unlock: () => void
  try {
    unlock = lockHome(home)
  } catch (error) {
    if (error instanceof DaomeshError && error.code === 'HOME_LOCKED')
      return [finding('HOME_IN_USE', { pid: Number(error.meta['pid'] ?? 0) })]
    throw error
  }
  try {
    const accounts = existsSync(keys) ? readdirSync(keys).length : 0
    return [finding('NODE_ABSENT'), ...checkDatabase(database), ...(accounts === 0 ? [finding('IDENTITY_NONE')] : [])]
  } finally {
    unlock()
  }
}
