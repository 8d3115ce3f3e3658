import { parentPort } from 'node:worker_threads'
import { packChecks, packEntries, unpackEntries } from './checkBatch.ts'
import { entryChecks } from './entryChecks.ts'
import { specimen } from './specimen.ts'

// A thread that checks entries and does nothing else.

const check = entryChecks()
const answerTo = (packed: ArrayBuffer): ArrayBuffer => packChecks(Array.from(unpackEntries(packed), check))

/** So many checks, in batches of different entries: then the runtime has compiled what they run, and not the first real batch is what it learns from. */
const warmBatches = 12
const warmBatch = 32

const warmUp = (): void => {
  const batch = Array.from({ length: warmBatch }, (_, at) => specimen(at))
  for (let n = 0; n < warmBatches; n++) answerTo(packEntries(batch))
}
warmUp()

parentPort?.on('message', (packed: ArrayBuffer) => {
  const answer = answerTo(packed)
  parentPort?.postMessage(answer, [answer])
})
parentPort?.postMessage('ready')
