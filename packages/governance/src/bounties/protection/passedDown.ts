import type { Address, Hex } from '@daomesh/protocol'
import type { Engagement } from '../record/engagements.ts'

/** What came to one level of the mesh in one token, and how much of it went on to those below. `kept` + `passed` = `came`, to the last unit. */
export type PassedDownRow = {
  readonly token: Address
  /** The height of the work: 1 is passed on to those who do it themselves. */
  readonly height: number
  readonly count: number
  readonly came: bigint
  readonly kept: bigint
  readonly passed: bigint
  /** Of what came, in basis points, rounded down. */
  readonly share: number
}

/**
 * How much each level passes down of what it gets: settled work that was passed on, by its height. Work that nobody passed on is not in it: it keeps all.
 * @example
 * passedDown([], new Map()) // => []
 */
export const passedDown = (engagements: readonly Engagement[], heights: ReadonlyMap<Hex, number>): readonly PassedDownRow[] => {
  const rows = new Map<string, { token: Address; height: number; count: number; came: bigint; kept: bigint }>()
  for (const { key, state, split, token, paid, kept } of engagements) {
    if (state !== 'settled' || !split || paid === 0n) continue
    const height = heights.get(key) ?? 1
    const name = `${height}:${token}`
    const row = rows.get(name) ?? { token, height, count: 0, came: 0n, kept: 0n }
    rows.set(name, { ...row, count: row.count + 1, came: row.came + paid, kept: row.kept + kept })
  }
  return [...rows.values()]
    .map((row): PassedDownRow => {
      const passed = row.came - row.kept
      return { ...row, passed, share: Number((10_000n * passed) / row.came) }
    })
    .toSorted((a, b) => b.height - a.height || (a.token < b.token ? -1 : 1))
}
