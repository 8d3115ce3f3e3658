import { parentPort } from 'node:worker_threads'
import { runSeed } from './runSeed.ts'
import { warmUp } from './warmUp.ts'

/** One thread that runs seeds as they are handed over. Each world is whole in itself, so threads change nothing but the time it takes. */
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
await warmUp()
port.on('message', (seed: number) => {
  void runSeed(seed).then((result) => port.postMessage(result))
})
