import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { contractsFolder } from './runForge.ts'

// The long form of the contracts' proofs: a million random cases of every pure rule, then all of forge's tests, the invariants by 320 000 calls each.

const runNode = (script: string, parameters: readonly string[], env: Readonly<Record<string, string>>): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(contractsFolder, 'scripts', script), ...parameters], {
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })

const codes = [await runNode('differential.ts', [], {}), await runNode('test.ts', [], { FOUNDRY_PROFILE: 'intense' })]
if (codes.some((code) => code !== 0)) process.exitCode = 1
