/** One comparison of one run. `ratio` is ours / peer in the sense of the unit; `target` is what it must reach, `holds` whether it does. */
export type BenchRow = {
  readonly name: string
  readonly unit: string
  readonly ours: number
  readonly peer: number
  readonly ratio: number
  readonly target: number
  readonly holds: boolean
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

/** A row where less is better. */
export const atMost = (name: string, unit: string, ours: number, peer: number, target: number): BenchRow => ({
  name,
  unit,
  ours: rounded(ours),
  peer: rounded(peer),
  ratio: rounded(ours / peer),
  target,
  holds: ours / peer <= target,
})

/** A row where more is better. */
export const atLeast = (name: string, unit: string, ours: number, peer: number, target: number): BenchRow => ({
  ...atMost(name, unit, ours, peer, target),
  holds: ours / peer >= target,
})

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** What one system did on its own, for a reader to look at: no target, and nothing to rank. */
export type BenchMeasure = {
  readonly who: string
  readonly milliseconds: number
  /** Through its sockets, both ways, and of its own records. Null where there is no such thing. */
  readonly wireBytes: number | null
  readonly ownBytes: number | null
  /** What is checked, and what is on disk when the clock stops. */
  readonly note: string
}

/** Systems that promise the same. Two tables promise different things: their figures are never compared. */
export type BenchTable = { readonly title: string; readonly measures: readonly BenchMeasure[] }

export type BenchReport = { readonly rows: readonly BenchRow[]; readonly tables: readonly BenchTable[] }
