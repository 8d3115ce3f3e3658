import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contractsFolder, runForge } from '../runForge.ts'
import { createPacker } from './pack.ts'
import type { PutCase } from './rules.ts'

export type Compared = { readonly cases: number; readonly seconds: number }

/** How many cases one call of the contract takes: the file of a batch lies in its memory. */
const batchSize = 50_000

type Batch = { readonly bytes: Buffer; readonly next: number }

/** The next batch of cases from number `from` on, packed, its length in front. */
const makeBatch = (put: PutCase, from: number, count: number): Batch => {
  const packer = createPacker()
  let made = 0
  let n = from
  for (; made < count; n++) if (put(packer, n)) made++
  const length = Buffer.alloc(4)
  length.writeUInt32BE(made)
  return { bytes: Buffer.concat([length, packer.taken()]), next: n }
}

/** Long and quick runs each have a folder of files, so that they may run beside each other. */
const folders = { long: 'out/cases/long', quick: 'out/cases/quick' } as const

const writeBatch = async (folder: string, rule: string, { bytes }: Batch): Promise<void> => {
  const file = join(contractsFolder, folder, `${rule}.bin`)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, bytes)
}

/** Runs the tests that a path names, as many as are expected. */
const runIntense = async (folder: string, path: string, tests: number): Promise<void> => {
  const { output } = await runForge(['test', '--match-path', path], { env: { FOUNDRY_PROFILE: 'differential', CASES: folder } })
  const passed = new RegExp(`\\b${tests} tests? passed, 0 failed`).test(output)
  if (!passed) throw new Error(`contract and rule differ, or the test does not run\n${output}`)
}

/**
 * Holds so many random cases of a pure rule against the contracts' own libraries, which forge runs, a batch at a time; the next batch is made meanwhile.
 * @throws Error with forge's output, which names the rule, the number of the case and both answers.
 */
export const compareRule = async (
  rule: string,
  put: PutCase,
  options: { readonly cases: number; readonly from?: number; readonly tell?: (done: number) => void },
): Promise<Compared> => {
  const started = performance.now()
  let done = 0
  let batch = makeBatch(put, options.from ?? 0, Math.min(batchSize, options.cases))
  while (done < options.cases) {
    const size = Math.min(batchSize, options.cases - done)
    await writeBatch(folders.long, rule, batch)
    const running = runIntense(folders.long, `intense/${rule}.t.sol`, 1)
    // Forge is a process of its own and has a file of its own until this one is through.
    if (done + size < options.cases) batch = makeBatch(put, batch.next, Math.min(batchSize, options.cases - done - size))
    await running
    done += size
    options.tell?.(done)
  }
  return { cases: done, seconds: (performance.now() - started) / 1000 }
}

/** A few cases of every rule in one run of forge: the setting of `npm test`. */
export const compareQuickly = async (rules: Readonly<Record<string, PutCase>>, cases: number): Promise<number> => {
  for (const [rule, put] of Object.entries(rules)) await writeBatch(folders.quick, rule, makeBatch(put, 0, cases))
  await runIntense(folders.quick, 'intense/**', Object.keys(rules).length)
  return Object.keys(rules).length
}
