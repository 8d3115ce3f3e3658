import { parentPort } from 'node:worker_threads'
import { unpackItems } from './checkBatch.ts'
import { deviceChecks } from './deviceChecks.ts'

// A thread that checks signatures and does nothing else: one byte per item of a packed buffer, 1 for a good one.

const check = deviceChecks()

parentPort?.on('message', (packed: ArrayBuffer) => {
  const results: number[] = []
  for (const { device, message, signature } of unpackItems(packed)) results.push(check(device, message, signature) ? 1 : 0)
  const answer = Uint8Array.from(results)
  parentPort?.postMessage(answer, [answer.buffer])
})
parentPort?.postMessage('ready')
