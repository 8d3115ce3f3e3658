import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildContracts } from './build.ts'
import { checkPacking } from './checkPacking.ts'
import { compareQuickly } from './differential/compareRule.ts'
import { rules } from './differential/rules.ts'
import { contractsFolder, isMain, runForge } from './runForge.ts'
import { writeIncomeCases } from './writeIncomeCases.ts'
import { writeQuadraticCases } from './writeQuadraticCases.ts'
import { writeTallyCases } from './writeTallyCases.ts'

const snapshotFolder = join(contractsFolder, 'snapshots')

/** Forge writes the gas figures of the tests here; what is committed is what they must be. */
const readSnapshots = async (): Promise<ReadonlyMap<string, string>> => {
  const names = await readdir(snapshotFolder)
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(snapshotFolder, name), 'utf8')] as const)))
}

/** The tokens of the long form's tests are compiled with the optimizer, so what they cost is no figure to compare. */
const comparesGas = process.env['FOUNDRY_PROFILE'] !== 'intense'

/** Names the gas figures that differ, puts the committed ones back, and counts them. */
const restoreDiffering = async (before: ReadonlyMap<string, string>): Promise<number> => {
  let differing = 0
  for (const [name, text] of await readSnapshots()) {
    const committed = before.get(name)
    if (text === committed) continue
    if (comparesGas) {
      differing++
      process.stdout.write(`gas differs from snapshots/${name}; now it is ${text}\n`)
    }
    if (committed === undefined) await rm(join(snapshotFolder, name))
    else await writeFile(join(snapshotFolder, name), committed)
  }
  return differing
}

export type ContractTestResult = { readonly passed: number; readonly failed: number }

/**
 * Compiles what is deployed, then runs forge's tests, fuzz tests and invariants, holds the protocol package's packing against the contract, and a thousand random cases of each pure rule against the contracts' libraries. A stale committed ABI, a contract size or a gas figure that
 * differs from contracts/snapshots counts as a failure; `update` writes them instead. FOUNDRY_PROFILE=intense runs longer, and compares no gas.
 */
export const testContracts = async (options: { readonly update?: boolean } = {}): Promise<ContractTestResult> => {
  const { stale } = await buildContracts({ check: !options.update })
  for (const path of stale) if (!options.update) process.stdout.write(`stale: ${path}\n`)
  await writeTallyCases()
  await writeIncomeCases()
  await writeQuadraticCases()
  const before = await readSnapshots()
  const { code, output } = await runForge(['test'], { echo: true })
  const summary = /(\d+) tests passed, (\d+) failed/.exec(output)
  const passed = Number(summary?.[1] ?? 0)
  const counted = Number(summary?.[2] ?? 0)
  // A compile error ends forge without a failed test.
  const broken = counted === 0 && (code !== 0 || summary === null) ? 1 : 0
  const differing = options.update && comparesGas ? 0 : await restoreDiffering(before)
  const agreed = await checkPacking().catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return []
  })
  const compared = await compareQuickly(rules, 1000).catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 0
  })
  return {
    passed: passed + agreed.length + compared,
    failed: (agreed.length === 0 ? 1 : 0) + (compared === 0 ? 1 : 0) + differing + counted + broken + (options.update ? 0 : stale.length),
  }
}

if (isMain(import.meta.url)) {
  const { passed, failed } = await testContracts({ update: process.argv.includes('--update') })
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  if (failed > 0 || passed === 0) process.exitCode = 1
}
