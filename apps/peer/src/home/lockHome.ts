import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { holdFile } from '@daomesh/log/sqlite'
import { DaomeshError } from '@daomesh/protocol'
import { readOptional } from './readOptional.ts'
import { writeDurably } from './writeDurably.ts'

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

const noteOf = (pid: number): string => `${pid} ${startedAt(pid)}\n`

/** The living process that the note names. */
const holderIn = (note: string): number | null => {
  const pid = Number(/^[1-9][0-9]* /.exec(note)?.[0])
  return Number.isInteger(pid) && alive(pid) && noteOf(pid) === note ? pid : null
}

const readNote = (file: string): string => new TextDecoder().decode(readOptional(file) ?? new Uint8Array())

const attempts = 100
/** Milliseconds between two tries while the lock is being taken by somebody who has not written the note yet. */
const between = 20
const sleep = (milliseconds: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)

/**
 * Takes the home directory for this process. Two nodes on one home would write two histories of one device. The lock is the kernel's, on `lock.db`;
 * the note in `lock` says who holds it.
 * @returns a function that gives the home back.
 * @throws DaomeshError `HOME_LOCKED` with the holder's pid where it is known, `STORAGE_FAILED`.
 */
export const lockHome = (home: string): (() => void) => {
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const note = join(home, 'lock')
  for (let attempt = 0; attempt < attempts; attempt++) {
    const letGo = holdFile(join(home, 'lock.db'))
    const holder = holderIn(readNote(note))
    if (letGo !== null) {
      // A release that knew only the note may be running.
      if (holder === null || holder === process.pid) return hold(note, letGo)
      letGo()
    }
    if (holder !== null) throw new DaomeshError('HOME_LOCKED', { meta: { pid: holder } })
    sleep(between)
  }
  throw new DaomeshError('HOME_LOCKED')
}

const hold = (note: string, letGo: () => void): (() => void) => {
  try {
    writeDurably(note, noteOf(process.pid))
  } catch (error) {
    letGo()
    throw error
  }
  let held = true
  return () => {
    if (!held) return
    held = false
    // Nobody else can have written it while the lock is ours.
    rmSync(note, { force: true })
    letGo()
  }
}
