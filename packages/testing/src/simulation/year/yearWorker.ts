import { parentPort } from 'node:worker_threads'
import { warmUp } from '../warmUp.ts'
import { runYear } from './runYear.ts'
import type { Script } from './script.ts'

/** One thread that lives scripts as they are handed over. */
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
await warmUp()
port.on('message', (script: Script) => {
  void runYear(script).then((result) => port.postMessage(result))
})
