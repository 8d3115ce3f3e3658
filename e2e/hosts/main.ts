import { stderr } from 'node:process'
import { parseArgs } from 'node:util'
import { CaseFailed, countCases } from './countCases.ts'
import { describe } from './describe.ts'
import { impossible } from './impossible.ts'
import { planned, play } from './play.ts'
import { removeOrphans, removeOwn } from './remove.ts'
import { openStage, type Stage } from './stage.ts'

// Seven member nodes on seven hosts of one machine: found by multicast, a cut cable, a split network. Needs root on Linux; else exit code 77.

const impossibleHere = 77
/** Seconds, below the limit that the suite gives this part; what was built must be taken away before. */
const { values } = parseArgs({ options: { limit: { type: 'string', default: '220' } } })

const reason = await impossible()
if (reason !== null) {
  stderr.write(`${reason}\n`)
  process.exit(impossibleHere)
}

removeOrphans()
process.once('exit', removeOwn)
const cases = countCases(planned)
let stage: Stage | null = null
let ending = false

/** Ends once, whoever asks first; what does not close in time is removed by force on the way out. */
const end = async (code: number): Promise<void> => {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(code), 12_000).unref()
  await stage?.close()
  process.exit(code)
}
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))
setTimeout(
  () => {
    stderr.write(`FAILED over its limit of ${values.limit} s\n`)
    cases.summary()
    void end(1)
  },
  Number(values.limit) * 1000,
).unref()

try {
  stage = await openStage()
  cases.say(`seven hosts and a chain stand after ${Math.round(performance.now())} ms`)
  await play(stage, cases)
} catch (error) {
  if (!ending && stage !== null) for (const line of await describe(stage.members)) stderr.write(`       ${line}\n`)
  if (!ending && !(error instanceof CaseFailed)) stderr.write(`FAILED ${error instanceof Error ? error.message : String(error)}\n`)
}
if (!ending) await end(cases.summary() ? 0 : 1)
