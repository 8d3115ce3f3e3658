import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { mutateContracts } from '@daomesh/contracts/mutate'
import { repository } from '../suite/repository.ts'
import { mutateGovernance } from './governance.ts'
import { judgeMutants } from './judgeMutants.ts'
import { readEquivalents } from './readEquivalents.ts'

// Changes the code in small ways and asks whether a test notices. Fails on every mutant that lives without a listed reason, and on reasons nobody needs.

const { values } = parseArgs({ options: { only: { type: 'string' }, files: { type: 'string' } } })
const subjects = {
  governance: { folder: 'packages/governance', run: mutateGovernance },
  contracts: { folder: 'contracts', run: mutateContracts },
} as const
const files = values.files?.split(',') ?? []
const names = Object.keys(subjects) as (keyof typeof subjects)[]
const wanted = values.only?.split(',') ?? names
const unknown = wanted.find((name) => !names.some((known) => known === name))
if (unknown !== undefined) throw new Error(`${unknown} is none of ${names.join(', ')}`)

const print = (text: string): void => void process.stdout.write(`${text}\n`)
let passed = 0
let failed = 0
for (const name of names) {
  if (!wanted.includes(name)) continue
  const { folder, run } = subjects[name]
  const { mutants, isJudged } = await run(files)
  const equivalents = await readEquivalents(join(repository, folder, 'mutants', 'equivalents.json'))
  const verdict = judgeMutants(mutants, equivalents, isJudged)
  for (const { file, lineNumber, line, becomes } of verdict.survivors)
    print(`lives  ${folder}/${file}:${lineNumber}\n  - ${line}\n  + ${becomes}`)
  for (const { file, line, becomes } of verdict.stale)
    print(`listed as equivalent, yet none such lives  ${folder}/${file}\n  - ${line}\n  + ${becomes}`)
  print(`${name}: ${mutants.length} mutants, ${verdict.killed} killed, ${verdict.equivalent} equivalent, ${verdict.survivors.length} alive`)
  passed += verdict.killed + verdict.equivalent
  failed += verdict.survivors.length + verdict.stale.length + (mutants.length === 0 ? 1 : 0)
}
print(`${passed} passed, ${failed} failed`)
if (failed > 0 || passed === 0) process.exitCode = 1
