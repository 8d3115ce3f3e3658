import { isRefusal, type SyncEvent, type Verdict } from '@daomesh/network'
import type { Clock, DeviceId, SpaceId } from '@daomesh/protocol'

type Line = { readonly at: number; readonly equal: boolean; readonly refusal: Verdict | null }

/** What the last sync session with each peer said, per space: the ground for the honest network state. */
export type SyncBook = {
  readonly note: (event: SyncEvent) => void
  readonly of: (space: SpaceId) => ReadonlyMap<DeviceId, Line>
  readonly lastSync: (space: SpaceId) => number | null
  /** Whether every connected peer that shares any of these spaces was equal when last asked. */
  readonly allEqual: (spaces: readonly SpaceId[], connected: ReadonlySet<DeviceId>) => boolean
  /** Why this device may not read the space, when every peer that was asked refused; null when one admitted it or none was asked. */
  readonly refusalIn: (space: SpaceId) => Verdict | null
  readonly forget: () => void
}

export const createSyncBook = (clock: Pick<Clock, 'now'>): SyncBook => {
  const book = new Map<SpaceId, Map<DeviceId, Line>>()
  const linesOf = (space: SpaceId) => {
    const lines = book.get(space) ?? new Map<DeviceId, Line>()
    book.set(space, lines)
    return lines
  }
  return {
    note: (event) => {
      if (event.type !== 'synced') return
      for (const { space, equal, theirs } of event.outcome.spaces)
        linesOf(space).set(event.outcome.peer, { at: clock.now(), equal, refusal: isRefusal(theirs) ? theirs : null })
    },
    of: (space) => linesOf(space),
    lastSync: (space) => [...linesOf(space).values()].reduce<number | null>((newest, { at }) => Math.max(newest ?? 0, at), null),
    allEqual: (spaces, connected) =>
      spaces.every((space) => [...linesOf(space)].every(([device, line]) => !connected.has(device) || line.equal)) &&
      (spaces.length === 0 || spaces.some((space) => [...linesOf(space).keys()].some((device) => connected.has(device)))),
    refusalIn: (space) => {
      const refusals = [...linesOf(space).values()].map(({ refusal }) => refusal)
      return refusals.every((refusal) => refusal !== null)
        ? (refusals.find((refusal) => refusal !== 'refuse') ?? refusals[0] ?? null)
        : null
    },
    forget: () => book.clear(),
  }
}
