import { createHash } from 'node:crypto'
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
  readonly millisecondsPerYear: number
  readonly cpuMillisecondsPerYear: number
}

const sum = (years: readonly YearResult[], of: (year: YearResult) => number): number => years.reduce((all, year) => all + of(year), 0)

/** What a long run adds up to. */
export const figuresOf = (years: readonly YearResult[]): Figures => {
  const faults: Record<string, number> = {}
  for (const year of years) for (const [name, count] of Object.entries(year.faults)) faults[name] = (faults[name] ?? 0) + count
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
    faults: Object.fromEntries(Object.entries(faults).toSorted(([a], [b]) => (a < b ? -1 : 1))),
    faultsInAll: sum(years, (year) => Object.values(year.faults).reduce((all, count) => all + count, 0)),
    millisecondsPerYear: Math.round(sum(years, ({ milliseconds }) => milliseconds) / Math.max(1, years.length)),
    cpuMillisecondsPerYear: Math.round(sum(years, ({ cpuMilliseconds }) => cpuMilliseconds) / Math.max(1, years.length)),
  }
}
