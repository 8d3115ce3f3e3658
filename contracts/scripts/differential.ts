import { parseArgs } from 'node:util'
import { compareRule } from './differential/compareRule.ts'
import { rules } from './differential/rules.ts'

// node scripts/differential.ts [--rule decide,income] [--cases 1000000] [--from 0]: the pure rules against the contracts' libraries, by random cases.

const { values } = parseArgs({
  options: { rule: { type: 'string' }, cases: { type: 'string', default: '1000000' }, from: { type: 'string', default: '0' } },
})
const wanted = values.rule?.split(',') ?? Object.keys(rules)
let failed = 0
let passed = 0
for (const rule of wanted) {
  const put = rules[rule]
  if (put === undefined) throw new Error(`${rule} is none of ${Object.keys(rules).join(', ')}`)
  const cases = Number(values.cases)
  const tell = (done: number): void => {
    if (done % 100_000 === 0) process.stderr.write(`${rule} ${done}\n`)
  }
  try {
    const { seconds } = await compareRule(rule, put, { cases, from: Number(values.from), tell })
    process.stdout.write(`${rule}: ${cases} cases agree, ${seconds.toFixed(0)} s, ${(cases / seconds).toFixed(0)} cases/s\n`)
    passed++
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    failed++
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`)
if (failed > 0) process.exitCode = 1
