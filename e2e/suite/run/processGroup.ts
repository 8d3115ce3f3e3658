import { spawn } from 'node:child_process'

export type GroupExit = { readonly code: number | null; readonly signal: string | null; readonly overLimit: boolean }

const running = new Set<number>()

/** Milliseconds between asking a group to end and ending it. */
const GRACE = 5_000

/** Signals every process of a group; a group that is already gone is fine. */
function signalGroup(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Ends every group still running, at once. For the suite's own exit. */
export function endAllGroups(): void {
  for (const id of running) signalGroup(id, 'SIGKILL')
}

/**
 * Runs a program as the leader of its own process group, both outputs into one file, no input.
 * Whatever it leaves behind ends with it.
 *
 * @param limitSeconds after which the whole group is asked to end, then ended
 */
export function runGroup(
  command: readonly string[],
  output: number,
  limitSeconds: number,
  settings: { cwd: string; env: NodeJS.ProcessEnv },
) {
  const [program = '', ...rest] = command
  return new Promise<GroupExit>((resolve, reject) => {
    const child = spawn(program, rest, { ...settings, detached: true, stdio: ['ignore', output, output] })
    const { pid } = child
    let overLimit = false
    let force: NodeJS.Timeout | undefined
    const limit = setTimeout(() => {
      if (pid === undefined) return
      overLimit = true
      signalGroup(pid, 'SIGTERM')
      force = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE)
    }, limitSeconds * 1_000)
    if (pid !== undefined) running.add(pid)

    const settle = (): void => {
      clearTimeout(limit)
      clearTimeout(force)
      if (pid === undefined) return
      signalGroup(pid, 'SIGKILL')
      running.delete(pid)
    }
    child.once('error', (error) => {
      settle()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      settle()
      resolve({ code, signal, overLimit })
    })
  })
}
