import { parentPort } from 'node:worker_threads'
import { packChecks, unpackEntries } from './checkBatch.ts'
import { entryChecks } from './entryChecks.ts'

// A thread that checks entries and does nothing else.

const check = entryChecks()

parentPort?.on('message', (packed: ArrayBuffer) => {
  const answer = packChecks(Array.from(unpackEntries(packed), check))
  parentPort?.postMessage(answer, [answer])
})
parentPort?.postMessage('ready')
