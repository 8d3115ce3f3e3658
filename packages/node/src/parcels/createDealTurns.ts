import { parcelLimits } from '@daomesh/market'
import type { DealSpace } from '../spaces/space.ts'

/** Chooses the deals of one session with a carrier: as many as it is asked about, all of them in turn, those in which something changed last before the others. */
export const createDealTurns = (): ((deals: readonly DealSpace[]) => readonly DealSpace[]) => {
  const changes = new WeakMap<DealSpace, { readonly root: string; readonly at: number }>()
  let changed = 0
  let turn = 0
  /** Counts changes as this node sees them: what changed last is the most urgent. */
  const changedAt = (space: DealSpace): number => {
    const { root } = space.replica.roots()
    const before = changes.get(space)
    if (before?.root === root) return before.at
    changed += 1
    changes.set(space, { root, at: changed })
    return changed
  }
  return (deals) => {
    const most = parcelLimits.boxesPerSession
    const from = deals.length > most ? (turn += most) % deals.length : 0
    return [...deals.slice(from), ...deals.slice(0, from)]
      .slice(0, most)
      .map((space) => ({ space, at: changedAt(space) }))
      .toSorted((a, b) => b.at - a.at)
      .map(({ space }) => space)
  }
}
