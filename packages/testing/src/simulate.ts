/**
 * The deterministic simulation: whole member nodes on a virtual clock, a seeded network, disks that lose what was not committed, and one chain.
 *
 *     node packages/testing/src/simulate.ts --seed 7
 *     node packages/testing/src/simulate.ts --seeds 10 [--from 1] [--json] [--trace]
 *
 * Each seed is the life of one DAO of five to seven members under the faults that the seed draws. The same seed gives the same run: the hash of
 * its whole trace is printed, and the first seed of several is run twice to show it. A failure prints the seed, the invariant and the last
 * actions; the other seeds still run. The exit code is 1 when one failed.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { runSeed, type SeedResult } from './simulation/runSeed.ts'
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

const timed = async (seed: number): Promise<SeedResult> => {
  const start = performance.now()
  const result = await runSeed(seed, values.trace === true ? (line) => console.error(line) : undefined)
  progress(result, performance.now() - start)
  return result
}

await warmUp()
const results: SeedResult[] = []
for (let seed = from; seed < from + many; seed++) results.push(await timed(seed))
if (many > 1) {
  const [first] = results
  const again = await runSeed(from)
  const same = again.hash === first?.hash
  console.error(`seed ${from} run again: hash ${again.hash}, ${same ? 'the same' : 'DIFFERENT: the simulation is not deterministic'}`)
  if (first !== undefined && !same) results[0] = { ...first, ok: false, failure: `not deterministic: ${first.hash} then ${again.hash}` }
}
const passed = results.filter(({ ok }) => ok).length
const summary = `${passed} passed, ${results.length - passed} failed`
if (values.json === true) {
  const seeds = results.map(({ seed, hash, entries, virtualDays, ok, failure }) => ({ seed, hash, entries, virtualDays, ok, failure }))
  console.error(summary)
  console.log(JSON.stringify({ seeds }))
} else console.log(summary)
process.exitCode = passed === results.length ? 0 : 1
