import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { isDamage } from './openFile.ts'

/** `failed`: the check itself could not run. */
export type WholeCheck = 'sound' | 'damaged' | 'failed'

type CheckWhole = {
  readonly path: string
  readonly migrations: readonly string[]
  /** Where this program is a bundle: the thread's file in it. */
  readonly file?: string | undefined
}

/** Checks all of a database in a thread of its own. It keeps no process alive. */
export const checkWhole = ({ path, migrations, file }: CheckWhole): { readonly result: Promise<WholeCheck>; readonly stop: () => void } => {
  const program = file ?? fileURLToPath(new URL('./checkThread.ts', import.meta.url))
  const worker = new Worker(program, { workerData: { path, migrations } })
  worker.unref()
  const result = new Promise<WholeCheck>((resolve) => {
    worker.once('message', (isSound: boolean) => resolve(isSound ? 'sound' : 'damaged'))
    worker.once('error', (error) => resolve(isDamage(error) ? 'damaged' : 'failed'))
    worker.once('exit', () => resolve('failed'))
  })
  return { result, stop: () => void worker.terminate() }
}
