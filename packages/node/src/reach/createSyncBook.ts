import type { SyncEvent } from '@daomesh/network'
import type { Clock, DeviceId, SpaceId } from '@daomesh/protocol'

type Line = { readonly at: number; readonly equal: boolean; readonly refused: boolean }

/** What the last sync session with each peer said, per space: the ground for the honest network state. */
export type SyncBook = {
  readonly note: (event: SyncEvent) => void
  readonly of: (space: SpaceId) => ReadonlyMap<DeviceId, Line>
  readonly lastSync: (space: SpaceId) => number | null
  /** Whether every connected peer that shares any of these spaces was equal when last asked. */
  readonly allEqual: (spaces: readonly SpaceId[], connected: ReadonlySet<DeviceId>) => boolean
  /** A peer said that this device may not read the space. */
  readonly refusedIn: (space: SpaceId) => boolean
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
        linesOf(space).set(event.outcome.peer, { at: clock.now(), equal, refused: theirs === 'refuse' })
    },
    of: (space) => linesOf(space),
    lastSync: (space) => [...linesOf(space).values()].reduce<number | null>((newest, { at }) => Math.max(newest ?? 0, at), null),
    allEqual: (spaces, connected) =>
      spaces.every((space) => [...linesOf(space)].every(([device, line]) => !connected.has(device) || line.equal)) &&
      (spaces.length === 0 || spaces.some((space) => [...linesOf(space).keys()].some((device) => connected.has(device)))),
    refusedIn: (space) => {
      const lines = [...linesOf(space).values()]
      return lines.length > 0 && lines.every(({ refused }) => refused)
    },
    forget: () => book.clear(),
  }
}
