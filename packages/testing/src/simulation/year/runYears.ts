import type { Journal } from './journal.ts'
import { missingFrom } from './menu.ts'
import { replayCommand, tellFailure, tellYear } from './report.ts'
import type { YearResult } from './runYear.ts'
import type { Script } from './script.ts'
import { shrink, type Shrunk } from './shrink.ts'
import { startYearThread, type YearThread } from './yearThread.ts'

export type YearsOptions = {
  readonly scripts: readonly Script[]
  readonly threads: number
  /** Milliseconds that finding a smaller failure may take, once per run; 0 for none. */
  readonly shrinkBudget: number
  /** Live the first one once more, and compare the hashes. */
  readonly twice: boolean
  /** Years in it are not lived again, and count as if they had been now. */
  readonly journal?: Journal | undefined
  readonly say: (line: string) => void
  /** Milliseconds of real time since anything. */
  readonly now: () => number
}

export type YearsReport = {
  readonly years: readonly YearResult[]
  readonly failures: readonly { readonly seed: string; readonly invariant: string; readonly message: string; readonly command: string }[]
}

const smaller = async (script: Script, result: YearResult, { shrinkBudget: budget, say, now }: YearsOptions): Promise<Shrunk | null> => {
  if (result.failure === null || budget === 0) return null
  const thread: YearThread = startYearThread()
  try {
    return await shrink({
      script,
      failure: result.failure,
      budget,
      now,
      attempt: async (candidate) => (await thread.live(candidate)).failure,
      onStep: ({ members, kept }) => say(`  fails still with ${members.length} members and ${kept.size} sessions and steps`),
    })
  } finally {
    await thread.end()
  }
}

/** Lives many scripts on some threads, tells each as it ends, and makes the first failure small. */
export const runYears = async (options: YearsOptions): Promise<YearsReport> => {
  const { scripts, threads, twice, journal, say, now } = options
  const results = new Map<Script, YearResult>()
  for (const script of scripts) {
    const known = journal?.known(script) ?? null
    if (known !== null) results.set(script, known)
  }
  if (results.size > 0) say(`${results.size} of ${scripts.length} years are in the journal`)
  const waiting = scripts.filter((script) => !results.has(script))
  const work = async (): Promise<void> => {
    const thread = startYearThread()
    try {
      for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
        const started = now()
        const life = await thread.live(script)
        const result = { ...life, milliseconds: now() - started }
        results.set(script, result)
        journal?.keep(script, result)
        say(tellYear(result))
        if (result.failure !== null) say(`  ${result.failure.message.slice(0, 500)}`)
      }
    } finally {
      await thread.end()
    }
  }
  const [first] = scripts
  await Promise.all(Array.from({ length: Math.min(threads, waiting.length) }, work))
  const failures: YearsReport['failures'][number][] = []
  for (const script of scripts) {
    const result = results.get(script)
    if (result === undefined || result.failure === null) continue
    const shrunk: Shrunk | null = failures.length > 0 ? null : await smaller(script, result, options)
    for (const line of tellFailure(script, result, shrunk)) say(line)
    const { invariant, message } = result.failure
    failures.push({ seed: script.seed, invariant, message, command: replayCommand(script, shrunk ?? undefined) })
  }
  const missing = missingFrom(
    scripts.flatMap((script) => {
      const year = results.get(script)
      return year === undefined ? [] : [{ script, year }]
    }),
  )
  if (missing.length > 0)
    failures.push({
      seed: '',
      invariant: 'every kind of the menu occurs',
      message: `never in ${results.size} years: ${missing.join('; ')}`,
      command: '',
    })
  for (const seed of journal?.contradictory ?? [])
    failures.push({ seed, invariant: 'same seed, same hash', message: 'the journal holds two hashes of it', command: '' })
  if (twice && first !== undefined) {
    const again = startYearThread()
    const second = await again.live(first)
    const same = second.hash === results.get(first)?.hash
    say(`DAO-year ${first.seed} once more: hash ${second.hash}, ${same ? 'the same' : 'DIFFERENT: the simulation is not deterministic'}`)
    const message = `${results.get(first)?.hash}, then ${second.hash}`
    if (!same) failures.push({ seed: first.seed, invariant: 'same seed, same hash', message, command: replayCommand(first) })
    await again.end()
  }
  return { years: scripts.flatMap((script) => results.get(script) ?? []), failures }
}
