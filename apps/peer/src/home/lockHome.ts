import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { holdFile } from '@daomesh/log/sqlite'
import { DaomeshError } from '@daomesh/protocol'
import { holderOf, lockNoteOf, ownLockNote } from './lockNote.ts'
import { makeFolder } from './makeFolder.ts'
import { writeDurably } from './writeDurably.ts'

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
  makeFolder(home)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const letGo = holdFile(join(home, 'lock.db'))
    const holder = holderOf(home)
    if (letGo !== null) {
      // A release that knew only the note may be running.
      if (holder === null || holder === process.pid) return hold(lockNoteOf(home), letGo)
      letGo()
    }
    if (holder !== null) throw new DaomeshError('HOME_LOCKED', { meta: { pid: holder } })
    sleep(between)
  }
  throw new DaomeshError('HOME_LOCKED')
}

const hold = (note: string, letGo: () => void): (() => void) => {
  try {
    writeDurably(note, ownLockNote())
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
