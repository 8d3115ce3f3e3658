/**
 * The deterministic simulation: whole member nodes on a virtual clock, a seeded network, disks that lose what was not committed, and one chain.
 *
 *     node packages/testing/src/simulate.ts --seed 7
 *     node packages/testing/src/simulate.ts --seeds 10 [--from 1] [--json] [--trace]
 *
 * Each seed is the life of one DAO of five to seven members under the faults that the seed draws; several seeds share the machine's cores. The same
 * seed gives the same run: the hash of its whole trace is printed, and the first of several seeds is run twice to show it. A failure prints the
 * seed, the invariant and the last actions; the other seeds still run. The exit code is 1 when one failed. `--trace` prints all of one seed.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runSeed, type SeedResult } from './simulation/runSeed.ts'
import { runSeeds } from './simulation/runSeeds.ts'
import { warmUp } from './simulation/warmUp.ts'

const count = z.coerce.number().int().min(1).max(10_000)
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
    trace: { type: 'boolean' },
  },
})
const from = values.seed === undefined ? count.parse(values.from ?? '1') : count.parse(values.seed)
const many = values.seed === undefined ? count.parse(values.seeds ?? '10') : 1

const progress = (result: SeedResult, milliseconds: number): void => {
  const { seed, members, entries, virtualDays, hash, ok } = result
  const time = `${(virtualDays * 24).toFixed(1)} virtual hours`
  console.error(
    `seed ${seed}: ${members} members, ${entries} entries, ${time}, hash ${hash}, ${Math.round(milliseconds)} ms${ok ? '' : ', FAILED'}`,
  )
  if (ok) return
  console.error(`  ${result.failure ?? ''}\n  the last actions:`)
  for (const line of result.last) console.error(`    ${line}`)
  console.error(`  again: node packages/testing/src/simulate.ts --seed ${seed}`)
}

/** Many seeds run on all cores, the first of them once more at the end, on whatever thread is free. */
const runMany = async (): Promise<readonly SeedResult[]> => {
  const seeds = Array.from({ length: many }, (_, i) => from + i)
  let told = 0
  const all = await runSeeds([...seeds, from], (result, milliseconds) => {
    told += 1
    if (told <= many) progress(result, milliseconds)
  })
  const [first, again] = [all[0], all.at(-1)]
  const results = all.slice(0, -1)
  if (first === undefined || again === undefined) return results
  const same = again.hash === first.hash
  console.error(`seed ${from} run again: hash ${again.hash}, ${same ? 'the same' : 'DIFFERENT: the simulation is not deterministic'}`)
  return same ? results : [{ ...first, ok: false, failure: `not deterministic: ${first.hash} then ${again.hash}` }, ...results.slice(1)]
}

const runOne = async (): Promise<readonly SeedResult[]> => {
  await warmUp()
  const started = performance.now()
  const result = await runSeed(from, values.trace === true ? (line) => console.error(line) : undefined)
  progress(result, performance.now() - started)
  return [result]
}

const results = await (many > 1 ? runMany() : runOne())
const passed = results.filter(({ ok }) => ok).length
const summary = `${passed} passed, ${results.length - passed} failed`
if (values.json === true) {
  const seeds = results.map(({ seed, hash, entries, virtualDays, ok, failure }) => ({ seed, hash, entries, virtualDays, ok, failure }))
  console.error(summary)
  console.log(JSON.stringify({ seeds }))
} else console.log(summary)
process.exitCode = passed === results.length ? 0 : 1
