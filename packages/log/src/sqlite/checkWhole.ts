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
  let found: WholeCheck | null = null
  worker.once('message', (isSound: boolean) => {
    found = isSound ? 'sound' : 'damaged'
  })
  worker.once('error', (error) => {
    found = isDamage(error) ? 'damaged' : 'failed'
  })
  // Told when the thread is gone, and with it its connection: whoever hears of it may put another file in this place.
  const result = new Promise<WholeCheck>((resolve) => worker.once('exit', () => resolve(found ?? 'failed')))
  // One that ends already is left alone: to be ended in its last steps crashed the process, once in twenty runs side by side.
  const stop = (): void => {
    if (found === null) void worker.terminate()
  }
  return { result, stop }
}
