import { readFileSync } from 'node:fs'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process lives but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process began, in ticks of this boot; empty where the system does not say. */
const begunAt = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  } catch {
    return ''
  }
}

/** A process by its id and its beginning, so that an id that was given away again is not taken for it. */
export type ProcessMark = { readonly pid: number; readonly begun: string }

export const markOf = (pid: number): ProcessMark => ({ pid, begun: begunAt(pid) })

/** Whether the very process that was marked still runs. */
export const stillRuns = ({ pid, begun }: ProcessMark): boolean => isAlive(pid) && begunAt(pid) === begun
