/**
 * How the passed and failed cases of a part are learned.
 * - `none`: the exit code alone, counted as one case
 * - `line`: the last line `N passed, N failed`, required
 * - `maybeLine`: the same line where it was printed, else the exit code
 * - `vitest`, `playwright`: the JSON report written to the part's counts file
 */
export type CountSource = 'none' | 'line' | 'maybeLine' | 'vitest' | 'playwright'

export type Part = {
  readonly id: string
  readonly title: string
  /** Files or globs that must exist, relative to the repository: an absent one fails the part. */
  readonly needs: readonly string[]
  /** Program and arguments; programs come from node_modules/.bin first. `countsFile` is where a JSON report goes. */
  readonly command: (countsFile: string) => readonly string[]
  readonly counts: CountSource
  /** The part is killed with its process group after this many seconds. */
  readonly limitSeconds: number
  /** Parts marked `alone` measure time or need both cores; the rest share the machine. */
  readonly load: 'shared' | 'alone'
  /** Exit code 77 then means "could not run here", with the reason on the last line. */
  readonly mayBeImpossible: boolean
}

type PartInit = Pick<Part, 'id' | 'title' | 'command'> & Partial<Part>

export function part(init: PartInit): Part {
  return { needs: [], counts: 'none', limitSeconds: 120, load: 'shared', mayBeImpossible: false, ...init }
}
