/**
 * The deterministic simulation: whole member nodes on a virtual clock, a seeded network, disks that lose what was not committed, and one chain.
 *
 *     node packages/testing/src/simulate.ts --seed 1 --years 50 [--json] [--threads 2] [--journal FILE]
 *     node packages/testing/src/simulate.ts --seed 7
 *     node packages/testing/src/simulate.ts --seeds 10 [--from 1] [--json] [--trace]
 *
 * A DAO-year is the life of twelve members over 365 days: weekly sessions of a few, meetings of most, everybody four times, with faults, Byzantine
 * members, somebody who leaves, one who is removed, a newcomer, a second device that is lost and unlinked, and restored backups. `--weeks`,
 * `--members` make it smaller. A seed of `--seeds` is a short life of five to seven members under the same faults, in one stretch. After everything
 * that comes to rest every invariant is checked.
 *
 * With `--journal` each year that ends is a line of that file, and a later run of the same program lives only those that are not in it, so a run of days
 * may be stopped and started. Figures are over all of them: what people did, faults, what Byzantine members did and invariants looked at, by kind, and
 * what a year costs. In ten whole years or more each kind of the menu must occur, or the run fails.
 *
 * The same seed gives the same run: the hash of its whole trace is printed, and the first of several is run twice to show it. A failure prints the
 * seed, the invariant and the last actions, and the other runs go on; of the first DAO-year that fails the smallest part that still fails is looked
 * for, for `--shrink` seconds (60), and the command that repeats it is printed (`--who`, `--only`, `--calm`). The exit code is 1 when one failed.
 */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { simulateHelp } from './simulation/help.ts'
import { runSeed, type SeedResult } from './simulation/runSeed.ts'
import { runSeeds } from './simulation/runSeeds.ts'
import { warmUp } from './simulation/warmUp.ts'
import { figuresOf } from './simulation/year/figures.ts'
import { openJournal } from './simulation/year/journal.ts'
import { programVersion } from './simulation/year/programVersion.ts'
import { tellFigures } from './simulation/year/report.ts'
import { runYear } from './simulation/year/runYear.ts'
import { runYears } from './simulation/year/runYears.ts'
import { everything, select } from './simulation/year/script.ts'
import { readKept } from './simulation/year/selection.ts'
import { writeScript } from './simulation/year/writeScript.ts'

const count = z.coerce.number().int().min(1).max(10_000)
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    from: { type: 'string' },
    json: { type: 'boolean' },
    trace: { type: 'boolean' },
    years: { type: 'string' },
    weeks: { type: 'string' },
    members: { type: 'string' },
    who: { type: 'string' },
    only: { type: 'string' },
    calm: { type: 'boolean' },
    shrink: { type: 'string' },
    threads: { type: 'string' },
    journal: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})
if (values.help === true) {
  console.log(simulateHelp)
  process.exit(0)
}
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

const liveYears = async (): Promise<boolean> => {
  const { seed = '1', years = '1', weeks = '52', members = '12', shrink = '60', threads = '1' } = values
  const first = values.from === undefined ? 1 : count.parse(values.from)
  const size = z.coerce.number().int().min(4).max(12).parse(members)
  const scripts = Array.from({ length: count.parse(years) }, (_, i) => {
    const script = writeScript({ seed: `${count.parse(seed)}.${first + i}`, members: size, weeks: count.max(520).parse(weeks) })
    const all = everything(script)
    return select(script, {
      members: values.who?.split(',') ?? all.members,
      kept: values.only === undefined ? all.kept : readKept(values.only),
      calm: values.calm === true,
    })
  })
  if (values.trace === true) {
    await warmUp()
    const lives = []
    for (const script of scripts) lives.push(await runYear(script, (line) => console.error(line)))
    return lives.every(({ failure }) => failure === null)
  }
  const version = programVersion()
  const journal = values.journal === undefined ? undefined : openJournal(values.journal, version)
  if (journal !== undefined && journal.unreadable > 0)
    console.error(`${journal.unreadable} lines of the journal say nothing: those years are lived again`)
  const { years: results, failures } = await runYears({
    scripts,
    threads: count.parse(threads),
    shrinkBudget: z.coerce.number().min(0).parse(shrink) * 1_000,
    twice: scripts.length > 1,
    journal,
    say: (line) => console.error(line),
    now: () => performance.now(),
  })
  const figures = figuresOf(results)
  if (values.json === true) console.log(JSON.stringify({ seed, version, ...figures, failures }, null, 2))
  else console.log([tellFigures(figures), ...failures.map(({ seed: year, invariant }) => `failed: ${year} ${invariant}`)].join('\n'))
  return failures.length === 0
}

const liveSeeds = async (): Promise<boolean> => {
  const results = await (many > 1 ? runMany() : runOne())
  const passed = results.filter(({ ok }) => ok).length
  const summary = `${passed} passed, ${results.length - passed} failed`
  if (values.json === true) {
    const seeds = results.map(({ seed, hash, entries, virtualDays, ok, failure }) => ({ seed, hash, entries, virtualDays, ok, failure }))
    console.error(summary)
    console.log(JSON.stringify({ seeds }))
  } else console.log(summary)
  return passed === results.length
}

process.exitCode = (await (values.years === undefined ? liveSeeds() : liveYears())) ? 0 : 1
