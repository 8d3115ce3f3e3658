import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DaomeshError } from '@daomesh/protocol'

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process lives but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When this boot and this process began, so that a pid that was given away again is not mistaken for the holder. */
const startedAt = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  } catch {
    return ''
  }
}

/**
 * Takes the home directory for this process. Two nodes on one home would write two histories of one device.
 * @returns a function that gives the home back.
 * @throws DaomeshError `HOME_LOCKED` with the holder's pid.
 */
export const lockHome = (home: string): (() => void) => {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const file = join(home, 'lock')
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, `${process.pid} ${startedAt(process.pid)}\n`)
      closeSync(handle)
      return () => {
        try {
          unlinkSync(file)
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
        }
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw new DaomeshError('STORAGE_FAILED', { cause: error })
    }
    const [pid = '', began = ''] = readFileSync(file, 'utf8').trim().split(' ')
    const holder = Number(pid)
    if (Number.isInteger(holder) && holder > 0 && alive(holder) && startedAt(holder) === began)
      throw new DaomeshError('HOME_LOCKED', { meta: { pid: holder } })
    unlinkSync(file)
  }
  throw new DaomeshError('HOME_LOCKED')
}
