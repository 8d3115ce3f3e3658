import { stderr } from 'node:process'
import { parseArgs } from 'node:util'
import { faults } from './faults.ts'
import { openReport } from './report.ts'
import { openStage, type Stage } from './stage/openStage.ts'

// Faults done to real member nodes in processes of their own. Without --full: a choice of them, each in its short form.

const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    only: { type: 'string' },
    list: { type: 'boolean', default: false },
    limit: { type: 'string' },
  },
})
const wanted = values.only?.split(',') ?? []
const isWanted = (title: string): boolean =>
  wanted.length === 0 || wanted.some((word) => title.split(' ').includes(word) || title.includes(word))
const chosen = faults.filter(({ title, short }) => isWanted(title) && (values.full || wanted.length > 0 || short === true))

if (values.list) {
  for (const { title, short } of faults) stderr.write(`${short === true ? 'npm test ' : '--full   '} ${title}\n`)
  process.exit(0)
}

const report = openReport()
let stage: Stage | null = null
const end = async (code: number): Promise<never> => {
  setTimeout(() => process.exit(code), 10_000).unref()
  await stage?.close()
  process.exit(code)
}
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))
// A run that hangs leaves nothing behind: it ends before the suite's own limit.
const limit = Number(values.limit ?? (values.full || wanted.length > 0 ? 3_000 : 560))
setTimeout(() => {
  stderr.write(`FAILED over its limit of ${limit} s\n`)
  void end(1)
}, limit * 1000).unref()

for (const { title, short } of faults)
  if (isWanted(title) && !values.full && wanted.length === 0 && short !== true) report.notRun(title, 'only with --full')
const possible = chosen.filter(({ title, impossible }) => {
  const reason = impossible?.() ?? null
  if (reason !== null) report.notRun(title, reason)
  return reason === null
})
await report.check('a DAO of two stands, deployed and funded', async () => {
  stage = await openStage()
})
const opened = stage as Stage | null
if (opened !== null)
  for (const { title, run } of possible) await report.check(title, () => run(opened, values.full ? 'full' : 'short', report.tell))
await end(report.summary() ? 0 : 1)
