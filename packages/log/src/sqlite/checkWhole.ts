import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** `failed`: the check itself could not run. */
export type WholeCheck = 'sound' | 'damaged' | 'failed'

export type CheckRequest = { readonly n: number; readonly path: string; readonly migrations: readonly string[] }
export type CheckAnswer = { readonly n: number; readonly found: WholeCheck }

type CheckWhole = Omit<CheckRequest, 'n'> & {
  /** Where this program is a bundle: the thread's file in it. */
  readonly file?: string | undefined
}

type Thread = { readonly worker: Worker; readonly waiting: Map<number, (found: WholeCheck) => void> }

/**
 * By program. One thread for all checks of a process, which ends with it: V8 keeps one list of pages with compiled code for all threads, and threads that
 * come and go can bring it into disorder, which ends the process (Check failed: jit_page.has_value(), https://github.com/nodejs/node/issues/64500).
 */
const threads = new Map<string, Thread>()
let asked = 0

const startThread = (program: string): Thread => {
  const worker = new Worker(program)
  // It keeps no process alive.
  worker.unref()
  const waiting: Thread['waiting'] = new Map()
  worker.on('message', ({ n, found }: CheckAnswer) => {
    waiting.get(n)?.(found)
    waiting.delete(n)
  })
  // Told by the exit that follows.
  worker.on('error', () => undefined)
  worker.once('exit', () => {
    threads.delete(program)
    for (const tell of waiting.values()) tell('failed')
  })
  const thread = { worker, waiting }
  threads.set(program, thread)
  return thread
}

/** Checks all of a database in a thread beside this one. Who stops it hears `failed`; the thread still finishes what it reads. */
export const checkWhole = ({ path, migrations, file }: CheckWhole): { readonly result: Promise<WholeCheck>; readonly stop: () => void } => {
  const program = file ?? fileURLToPath(new URL('./checkThread.ts', import.meta.url))
  const { worker, waiting } = threads.get(program) ?? startThread(program)
  const n = (asked += 1)
  let stop = (): void => undefined
  const result = new Promise<WholeCheck>((resolve) => {
    waiting.set(n, resolve)
    stop = () => {
      waiting.delete(n)
      resolve('failed')
    }
  })
  worker.postMessage({ n, path, migrations } satisfies CheckRequest)
  return { result, stop }
}
