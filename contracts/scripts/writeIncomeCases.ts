import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IncomeCase, incomeCase } from '@daomesh/governance/vectors/income'
import { encodeAbiParameters, parseAbiParameters } from 'viem'
import { contractsFolder, isMain } from './runForge.ts'

const casesFile = join(contractsFolder, 'out', 'cases', 'income.txt')

/** Enough to be quick in every test run, and many on demand. */
const count = process.env['FOUNDRY_PROFILE'] === 'intense' ? 6000 : 300

/** As contracts/test/differential/IncomeCase.sol reads it. */
const encoding = parseAbiParameters([
  'IncomeCase c',
  'struct IncomeCase { string name; uint16 incomeBps; uint256 amount; uint128[] shares; uint128[] burned; uint256 toTreasury; uint256[] parts; }',
])

const encodeCase = (one: IncomeCase): string => encodeAbiParameters(encoding, [one])

/** Writes the cases of the pure income rule that contracts/test/differential holds against the contract, one a line. */
export const writeIncomeCases = async (): Promise<{ readonly count: number }> => {
  await mkdir(join(casesFile, '..'), { recursive: true })
  await writeFile(casesFile, `${Array.from({ length: count }, (_, n) => encodeCase(incomeCase(n))).join('\n')}\n`)
  return { count }
}

if (isMain(import.meta.url)) process.stdout.write(`${(await writeIncomeCases()).count} cases\n`)
