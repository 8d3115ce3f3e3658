import { join } from 'node:path'
import { markOf, stillRuns } from './processMark.ts'
import { readOptional } from './readOptional.ts'

/** Says who holds a home, beside the lock itself. */
export const lockNoteOf = (home: string): string => join(home, 'lock')

export const ownLockNote = (): string => `${process.pid} ${markOf(process.pid).begun}\n`

/** The living process that holds a home by its note, or null. */
export const holderOf = (home: string): number | null => {
  const note = new TextDecoder().decode(readOptional(lockNoteOf(home)) ?? new Uint8Array())
  const [, pid, begun] = /^([1-9][0-9]*) (.*)\n$/.exec(note) ?? []
  return pid !== undefined && begun !== undefined && stillRuns({ pid: Number(pid), begun }) ? Number(pid) : null
}
