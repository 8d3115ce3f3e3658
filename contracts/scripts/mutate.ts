import { mutateContracts } from './mutate/mutateContracts.ts'

// node scripts/mutate.ts [part of a path ...]: what became of every change. npm run test:mutants also holds it against mutants/equivalents.json.
const { mutants } = await mutateContracts(process.argv.slice(2))
const alive = mutants.filter(({ fate }) => fate === 'survived')
for (const { file, lineNumber, line, becomes } of alive) process.stdout.write(`lives  ${file}:${lineNumber}\n  - ${line}\n  + ${becomes}\n`)
process.stdout.write(`${mutants.length} mutants, ${mutants.length - alive.length} killed, ${alive.length} alive\n`)
