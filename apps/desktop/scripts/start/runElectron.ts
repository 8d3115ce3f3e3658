import { spawn } from 'node:child_process'

/** Electron refuses within a second or two where it cannot run; a window that lived longer ended for a reason of its own. Milliseconds. */
const EARLY = 10_000
/** What our app ends with after it told the person itself what went wrong: nothing is gained by trying in the browser. */
export const TOLD = 3

export type ElectronRun = { readonly code: number } | { readonly reason: string }

type Options = { readonly early?: number; readonly cwd?: string }

/** Its last words name a missing library or the sandbox; they are on the terminal already, so one line is enough. */
const reasonOf = (code: number | null, signal: NodeJS.Signals | null, said: string): string => {
  const how = code === null ? `was ended by ${signal ?? 'a signal'}` : `ended at once with ${code}`
  const last = said.trim().split('\n').at(-1)?.trim().replace(/\.$/, '') ?? ''
  return last === '' ? `Electron ${how}` : `Electron ${how}: ${last.slice(0, 200)}`
}

/**
 * Runs the desktop app until it ends. An end at once that nobody asked for is answered as a reason and not as a run: Electron refuses to start as root
 * without --no-sandbox, without its libraries, or where its sandbox is forbidden.
 */
export const runElectron = (
  program: string,
  words: readonly string[],
  { early = EARLY, cwd = process.cwd() }: Options = {},
): Promise<ElectronRun> =>
  new Promise((resolve) => {
    const began = performance.now()
    const child = spawn(program, words, { cwd, stdio: ['inherit', 'inherit', 'pipe'] })
    let said = ''
    let asked = false
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000)
      process.stderr.write(text)
    })
    // The terminal signals the whole group; the child decides how to end.
    const onInterrupt = (): void => void (asked = true)
    const onTerminate = (): void => {
      asked = true
      child.kill('SIGTERM')
    }
    const onExit = (): void => void child.kill()
    const end = (run: ElectronRun): void => {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
      process.off('exit', onExit)
      resolve(run)
    }
    process.on('SIGINT', onInterrupt)
    process.on('SIGTERM', onTerminate)
    process.on('exit', onExit)
    child.once('error', ({ message }) => end({ reason: `Electron could not be run: ${message}` }))
    // `close`, not `exit`: its last words must have been read.
    child.once('close', (code, signal) => {
      const ranOn = code === 0 || code === TOLD || asked || performance.now() - began > early
      end(ranOn ? { code: code ?? 1 } : { reason: reasonOf(code, signal, said) })
    })
  })
