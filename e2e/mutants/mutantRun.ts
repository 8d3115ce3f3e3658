import type { Mutant } from './mutant.ts'

export type MutantRun = {
  readonly mutants: readonly Mutant[]
  /** Whether the run made all mutants of a file, relative to the package. */
  readonly isJudged: (file: string) => boolean
}
