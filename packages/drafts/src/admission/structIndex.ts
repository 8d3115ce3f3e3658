import type { StructId } from '../update/readUpdate.ts'

/** A node of the draft as admission knows it: facts fixed at its birth. `id` is null for the root. */
export type NodeFact = {
  readonly name: string
  readonly id: StructId | null
  readonly parent: NodeFact | null
  readonly depth: number
}

/** Consecutive clocks of one client that share every fact. */
export type Run = {
  readonly clock: number
  readonly length: number
  readonly parent: NodeFact
  readonly key: string | null
  /** The node that this struct is, if it is one. */
  readonly node: NodeFact | null
}

const sameFacts = (a: Run, b: Run): boolean => a.parent === b.parent && a.key === b.key && a.node === null && b.node === null

/** Appends in clock order, joining what typing letter by letter produces. */
export const appendRun = (runs: Run[], run: Run): void => {
  const last = runs.at(-1)
  if (last && last.clock + last.length === run.clock && sameFacts(last, run))
    runs[runs.length - 1] = { ...last, length: last.length + run.length }
  else runs.push(run)
}

export const findRun = (runs: readonly Run[], clock: number): Run | null => {
  let low = 0
  let high = runs.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]
    if (!run) return null
    if (clock < run.clock) high = middle - 1
    else if (clock >= run.clock + run.length) low = middle + 1
    else return run
  }
  return null
}
