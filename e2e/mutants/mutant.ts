/** What became of a mutant: tests failed or hung, or nothing noticed it. */
export type Fate = 'killed' | 'survived'

/** One small change of the code. `line` is where it begins as it stands, `becomes` the same line with the change made, both without indentation. */
export type Mutant = {
  /** Relative to the package. */
  readonly file: string
  readonly lineNumber: number
  readonly line: string
  readonly becomes: string
  readonly fate: Fate
}

/** A mutant that no test can kill, since nothing that may be observed differs, and why that is so. */
export type Equivalent = { readonly file: string; readonly line: string; readonly becomes: string; readonly reason: string }

/** Names a mutant by its text, not by its place, so that code around it may move. */
export const keyOf = ({ file, line, becomes }: Pick<Mutant, 'file' | 'line' | 'becomes'>): string => JSON.stringify([file, line, becomes])
