import { spawn } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gasTests } from './targets.ts'
import { binFolder, contractsFolder } from '../runForge.ts'
import { writeIncomeCases } from '../writeIncomeCases.ts'
import { writeQuadraticCases } from '../writeQuadraticCases.ts'
import { writeTallyCases } from '../writeTallyCases.ts'

/** A copy of the tests beside the real ones, which deploy what was compiled for it. Kept, so that forge compiles the tests once. */
export const openProject = async (): Promise<string> => {
  const project = join(contractsFolder, 'out', 'mutants')
  await mkdir(join(project, 'out'), { recursive: true })
  await writeTallyCases()
  await writeIncomeCases()
  await writeQuadraticCases()
  for (const folder of ['src', 'test', 'scripts/solc.cjs', 'out/cases', 'snapshots'])
    await cp(join(contractsFolder, folder), join(project, folder), { recursive: true, preserveTimestamps: true })
  const settings = await readFile(join(contractsFolder, 'foundry.toml'), 'utf8')
  const moved = settings.replaceAll('../node_modules', '../../../node_modules')
  // Every change in one contract makes it larger than a chain would take. Which sequence fails is not asked, so none is made shorter.
  const large = moved.replace('[profile.default]', '[profile.default]\ncode_size_limit = 1000000')
  await writeFile(join(project, 'foundry.toml'), large.replaceAll('fail_on_revert = true', 'fail_on_revert = true, shrink_run_limit = 0'))
  return project
}

export type ForgeRun = { readonly passed: boolean; readonly failing: string | null; readonly output: string }

/**
 * Runs tests of the project with one change switched on, 0 for none, until one fails. What hangs is ended, and has failed.
 * @param options gas: asks those that measure gas too, and writes the gas figures down or holds what was written; for what is compiled as it is deployed.
 */
export const testWith = (
  project: string,
  id: number,
  paths: string,
  options: { readonly except?: string; readonly limitSeconds: number; readonly gas?: 'write' | 'hold' },
): Promise<ForgeRun> =>
  new Promise((resolve, reject) => {
    const except = options.except === undefined ? [] : ['--no-match-path', options.except]
    const child = spawn(
      join(binFolder, 'forge'),
      [
        'test',
        '--root',
        project,
        '--match-path',
        paths,
        ...except,
        ...(options.gas === undefined
          ? ['--no-match-test', gasTests.join('|')]
          : ['--gas-snapshot-check', String(options.gas === 'hold'), '--gas-snapshot-emit', String(options.gas === 'write')]),
        '--fail-fast',
        '--fuzz-seed',
        '0x7',
        '--block-prevrandao',
        `0x${id.toString(16).padStart(64, '0')}`,
      ],
      {
        cwd: project,
        env: { ...process.env, NO_COLOR: '1', PATH: `${dirname(process.execPath)}:${binFolder}:${process.env['PATH'] ?? ''}` },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => void (output += text.toString()))
    const timer = setTimeout(() => child.kill('SIGKILL'), options.limitSeconds * 1000)
    child.on('error', reject)
    child.on('close', () => {
      clearTimeout(timer)
      const failed = /^\[FAIL[^\n]*\] (\w+)\(/m.exec(output)?.[1] ?? (output.includes('[FAIL') ? 'an invariant' : null)
      const failing = failed ?? (output.includes('Snapshots differ') ? 'the gas figures' : null)
      // npm's forge ends with 0 whatever failed, so its summary is what counts.
      resolve({ passed: failing === null && /[1-9]\d* tests? passed, 0 failed/.test(output), failing, output })
    })
  })
