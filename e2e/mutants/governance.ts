import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repository } from '../suite/repository.ts'
import { readReport } from './readReport.ts'
import { runProgram } from './runProgram.ts'
import type { MutantRun } from './mutantRun.ts'

const folder = join(repository, 'packages', 'governance')
const reportFile = join(folder, '.stryker', 'report.json')

/** The money and counting rules of packages/governance under Stryker; `only` names files, relative to the package. */
export const mutateGovernance = async (only: readonly string[]): Promise<MutantRun> => {
  const chosen = only.length === 0 ? [] : ['--mutate', [...only, '!src/**/*.test.ts'].join(',')]
  const program = join(dirname(process.execPath), 'node')
  const stryker = join(repository, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js')
  const code = await runProgram(program, [stryker, 'run', 'mutants/stryker.json', ...chosen], folder)
  if (code !== 0) throw new Error(`Stryker ended with code ${code}`)
  const { files, mutants } = readReport(JSON.parse(await readFile(reportFile, 'utf8')))
  return { mutants, isJudged: (file) => files.includes(file) }
}
