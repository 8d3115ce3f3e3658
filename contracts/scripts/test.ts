import { buildContracts } from './build.ts'
import { checkPacking } from './checkPacking.ts'
import { isMain, runForge } from './runForge.ts'

export type ContractTestResult = { readonly passed: number; readonly failed: number }

/**
 * Compiles what is deployed, then runs forge's tests, fuzz tests and invariants, and holds the protocol package's packing against the contract. A stale committed ABI, a contract size or a gas figure that
 * differs from contracts/snapshots counts as a failure; `update` writes them instead. FOUNDRY_PROFILE=intense runs longer.
 */
export const testContracts = async (options: { readonly update?: boolean } = {}): Promise<ContractTestResult> => {
  const { stale } = await buildContracts({ check: !options.update })
  for (const path of stale) if (!options.update) process.stdout.write(`stale: ${path}\n`)
  const { code, output } = await runForge(['test'], { echo: true, env: { FORGE_SNAPSHOT_CHECK: options.update ? 'false' : 'true' } })
  const summary = /(\d+) tests passed, (\d+) failed/.exec(output)
  const passed = Number(summary?.[1] ?? 0)
  const counted = Number(summary?.[2] ?? 0)
  // A compile error or a differing snapshot ends forge without a failed test.
  const broken = counted === 0 && (code !== 0 || summary === null || /Snapshots differ/i.test(output)) ? 1 : 0
  const agreed = await checkPacking().catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return []
  })
  return { passed: passed + agreed.length, failed: (agreed.length === 0 ? 1 : 0) + counted + broken + (options.update ? 0 : stale.length) }
}

if (isMain(import.meta.url)) {
  const { passed, failed } = await testContracts({ update: process.argv.includes('--update') })
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  if (failed > 0 || passed === 0) process.exitCode = 1
}
