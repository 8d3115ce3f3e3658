import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { EntryCheck, EntryToCheck } from '@daomesh/protocol'
import { packEntries, unpackChecks } from './checkBatch.ts'

export type VerifyThreads = {
  /** Starts them before there is anything to check: a thread reads its program for some tenths of a second and checks nothing meanwhile. */
  readonly start: () => void
  /** The answers, in the order of the entries; null where no thread could give them: then the caller checks in place. */
  readonly check: (entries: readonly EntryToCheck[]) => Promise<readonly EntryCheck[] | null>
  /** How many threads are up. */
  readonly ready: () => number
  /** Ends the threads. */
  readonly close: () => Promise<void>
}

export type VerifyThreadsInit = {
  readonly count: number
  /** Where this program is a bundle: the thread's file in it. */
  readonly file?: string | undefined
}

type Answer = (checks: ArrayBuffer | null) => void
type Thread = { readonly worker: Worker; readonly waiting: Answer[]; ready: boolean }

/**
 * Threads that check entries, started by `start` or at the first call, and used from when they are up. They never keep a process alive that waits for nothing else.
 * One that fails is not started again.
 */
export const verifyThreads = ({ count, file }: VerifyThreadsInit): VerifyThreads => {
  const program = file ?? fileURLToPath(new URL('./verifyThread.ts', import.meta.url))
  let threads: readonly Thread[] | null = null

  const begin = (): Thread => {
    const thread: Thread = { worker: new Worker(program), waiting: [], ready: false }
    const lose = (): void => {
      threads = (threads ?? []).filter((other) => other !== thread)
      for (const answer of thread.waiting.splice(0)) answer(null)
    }
    thread.worker.on('message', (message: 'ready' | ArrayBuffer) => {
      if (message === 'ready') thread.ready = true
      else thread.waiting.shift()?.(message)
      if (thread.waiting.length === 0) thread.worker.unref()
    })
    thread.worker.on('error', lose)
    thread.worker.on('exit', lose)
    thread.worker.unref()
    return thread
  }

  const ask = (thread: Thread, entries: readonly EntryToCheck[]): Promise<ArrayBuffer | null> =>
    new Promise((resolve) => {
      const packed = packEntries(entries)
      thread.waiting.push(resolve)
      // As long as somebody waits for an answer the process has something to do.
      thread.worker.ref()
      thread.worker.postMessage(packed, [packed])
    })

  const up = (): readonly Thread[] => (threads ?? []).filter((thread) => thread.ready)

  const start = (): void => {
    threads ??= Array.from({ length: count }, begin)
  }

  return {
    start,
    check: async (entries) => {
      start()
      const ready = up()
      if (ready.length === 0) return null
      const share = Math.ceil(entries.length / ready.length)
      const answers = await Promise.all(ready.map((thread, i) => ask(thread, entries.slice(i * share, (i + 1) * share))))
      const checks: EntryCheck[] = []
      for (const answer of answers) {
        if (answer === null) return null
        for (const check of unpackChecks(answer)) checks.push(check)
      }
      return checks
    },
    ready: () => up().length,
    close: async () => {
      const ending = threads ?? []
      threads = []
      await Promise.all(ending.map(({ worker }) => worker.terminate()))
    },
  }
}
