import { isRefusal, type SyncEvent, type Verdict } from '@daomesh/network'
import type { Clock, DeviceId, SpaceId } from '@daomesh/protocol'

type Line = { readonly at: number; readonly equal: boolean; readonly theirs: Verdict }

/** What the last sync session with each peer said, per space: the ground for the honest network state. */
export type SyncBook = {
  readonly note: (event: SyncEvent) => void
  readonly of: (space: SpaceId) => ReadonlyMap<DeviceId, Line>
  readonly lastSync: (space: SpaceId) => number | null
  /** Whether every connected peer that shares any of these spaces was equal when last asked. */
  readonly allEqual: (spaces: readonly SpaceId[], connected: ReadonlySet<DeviceId>) => boolean
  /** Why this device may not read the space, when every peer that was asked refused; null when one admitted it or none was asked. */
  readonly refusalIn: (space: SpaceId) => Verdict | null
  /** Whether peers were asked and none of them knows yet whether this device is a member's. */
  readonly isUnknownIn: (space: SpaceId) => boolean
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
        linesOf(space).set(event.outcome.peer, { at: clock.now(), equal, theirs })
    },
    of: (space) => linesOf(space),
    lastSync: (space) => [...linesOf(space).values()].reduce<number | null>((newest, { at }) => Math.max(newest ?? 0, at), null),
    allEqual: (spaces, connected) =>
      spaces.every((space) => [...linesOf(space)].every(([device, line]) => !connected.has(device) || line.equal)) &&
      (spaces.length === 0 || spaces.some((space) => [...linesOf(space).keys()].some((device) => connected.has(device)))),
    refusalIn: (space) => {
      const verdicts = [...linesOf(space).values()].map(({ theirs }) => theirs)
      return verdicts.every(isRefusal) ? (verdicts.find((verdict) => verdict !== 'refuse') ?? verdicts[0] ?? null) : null
    },
    isUnknownIn: (space) => {
      const verdicts = [...linesOf(space).values()].map(({ theirs }) => theirs)
      return verdicts.includes('MEMBERSHIP_UNKNOWN') && !verdicts.includes('admit')
    },
    forget: () => book.clear(),
  }
}
