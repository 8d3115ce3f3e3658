import { type Equivalent, keyOf, type Mutant } from './mutant.ts'

export type MutantVerdict = {
  readonly killed: number
  /** Lived, and the list says why they must. */
  readonly equivalent: number
  /** Lived, though nothing says that they may. */
  readonly survivors: readonly Mutant[]
  /** Listed, but every mutant of that text was killed, or there is none: the list is older than the code. */
  readonly stale: readonly Equivalent[]
}

/** Holds the mutants of a run against the committed list of equivalent ones. `isJudged` says which files the run covered; entries of others are left alone. */
export const judgeMutants = (
  mutants: readonly Mutant[],
  equivalents: readonly Equivalent[],
  isJudged: (file: string) => boolean,
): MutantVerdict => {
  const listed = new Set(equivalents.map(keyOf))
  const lived = mutants.filter(({ fate }) => fate === 'survived')
  const met = new Set(lived.map(keyOf))
  return {
    killed: mutants.length - lived.length,
    equivalent: lived.filter((one) => listed.has(keyOf(one))).length,
    survivors: lived.filter((one) => !listed.has(keyOf(one))),
    stale: equivalents.filter((one) => isJudged(one.file) && !met.has(keyOf(one))),
  }
}
