import { parentPort } from 'node:worker_threads'
import { warmUp } from '../warmUp.ts'
import { runYear } from './runYear.ts'
import type { Script } from './script.ts'

/** One thread that lives scripts as they are handed over. */
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
await warmUp()
port.on('message', (script: Script) => {
  const before = process.threadCpuUsage()
  void runYear(script).then((result) => {
    const { user, system } = process.threadCpuUsage(before)
    port.postMessage({ ...result, cpuMilliseconds: (user + system) / 1_000 })
  })
})
