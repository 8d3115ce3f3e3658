import { createHash } from 'node:crypto'
import { count, type Counts, type Ledger, sorted } from '../ledger.ts'
import type { YearResult } from './runYear.ts'

export type Figures = {
  /** Of the hashes of all years, in order. */
  readonly hash: string
  readonly years: number
  readonly failed: number
  readonly members: number
  readonly entries: number
  readonly virtualDays: number
  readonly sessions: number
  readonly rests: number
  readonly blocks: number
  readonly enacted: number
  readonly faults: Readonly<Record<string, number>>
  readonly faultsInAll: number
  /** What people did. */
  readonly steps: Readonly<Record<string, number>>
  readonly stepsInAll: number
  /** What Byzantine members and strangers did. */
  readonly lies: Readonly<Record<string, number>>
  readonly liesInAll: number
  /** How often each invariant was looked at. */
  readonly checks: Readonly<Record<string, number>>
  readonly checksInAll: number
  readonly millisecondsPerYear: number
  readonly cpuMillisecondsPerYear: number
}

const sum = (years: readonly YearResult[], of: (year: YearResult) => number): number => years.reduce((all, year) => all + of(year), 0)

type Added = { readonly byKind: Readonly<Record<string, number>>; readonly all: number }

const addUp = (years: readonly YearResult[], what: keyof Ledger): Added => {
  const counts: Counts = new Map()
  for (const year of years) for (const [kind, times] of Object.entries(year[what])) count(counts, kind, times)
  return { byKind: sorted(counts), all: [...counts.values()].reduce((all, times) => all + times, 0) }
}

/** What a long run adds up to. */
export const figuresOf = (years: readonly YearResult[]): Figures => {
  const [faults, steps, lies, checks] = (['faults', 'steps', 'lies', 'checks'] as const).map((what) => addUp(years, what)) as [
    Added,
    Added,
    Added,
    Added,
  ]
  return {
    hash: createHash('sha256')
      .update(years.map(({ hash }) => hash).join())
      .digest('hex')
      .slice(0, 32),
    years: years.length,
    failed: years.filter(({ failure }) => failure !== null).length,
    members: sum(years, ({ members }) => members),
    entries: sum(years, ({ entries }) => entries),
    virtualDays: Math.round(sum(years, ({ days }) => days)),
    sessions: sum(years, ({ sessions }) => sessions),
    rests: sum(years, ({ rests }) => rests),
    blocks: sum(years, ({ blocks }) => blocks),
    enacted: sum(years, ({ enacted }) => enacted),
    faults: faults.byKind,
    faultsInAll: faults.all,
    steps: steps.byKind,
    stepsInAll: steps.all,
    lies: lies.byKind,
    liesInAll: lies.all,
    checks: checks.byKind,
    checksInAll: checks.all,
    millisecondsPerYear: Math.round(sum(years, ({ milliseconds }) => milliseconds) / Math.max(1, years.length)),
    cpuMillisecondsPerYear: Math.round(sum(years, ({ cpuMilliseconds }) => cpuMilliseconds) / Math.max(1, years.length)),
  }
}
