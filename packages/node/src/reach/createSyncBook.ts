import { isRefusal, type SyncEvent, type Verdict } from '@daomesh/network'
import type { Clock, DeviceId, ErrorCode, SpaceId } from '@daomesh/protocol'

type Line = {
  readonly at: number
  readonly equal: boolean
  /** Since when it has not been equal, session after session; null while it is. */
  readonly unequalSince: number | null
  /** What was said of the peer. */
  readonly ours: Verdict
  /** Why the peer refuses this device. */
  readonly refusal: Verdict | null
  readonly theirs: Verdict
  /** Logs that the peer named and did not send. */
  readonly withheld: number
}

/** The last session with a peer, whatever it was about. `failed`: why it came to nothing. */
export type LastSession = { readonly at: number; readonly spaces: ReadonlySet<SpaceId>; readonly failed: ErrorCode | null }

/** What the last sync session with each peer said, per space: the ground for the honest network state. */
export type SyncBook = {
  readonly note: (event: SyncEvent) => void
  readonly of: (space: SpaceId) => ReadonlyMap<DeviceId, Line>
  readonly lastSession: (peer: DeviceId) => LastSession | null
  /** Why this node cut the peer off, the last time it did. */
  readonly penaltyOf: (peer: DeviceId) => string | null
  readonly lastSync: (space: SpaceId) => number | null
  /** Whether every connected peer that shares any of these spaces was equal when last asked. */
  readonly allEqual: (spaces: readonly SpaceId[], connected: ReadonlySet<DeviceId>) => boolean
  /** Why this device may not read the space, when every peer that was asked refused; null when one admitted it or none was asked. */
  readonly refusalIn: (space: SpaceId) => Verdict | null
  /** Whether peers were asked and none of them knows yet whether this device is a member's. */
  readonly isUnknownIn: (space: SpaceId) => boolean
  readonly forget: () => void
}

/** Peers whose last session and penalty are remembered: strangers come and go. */
const mostPeers = 512
/** Of those that are not let into a space, how many are remembered there: anybody can work out the name of a DAO's space, and come again as somebody else. */
const mostOutside = 64

export const createSyncBook = (clock: Pick<Clock, 'now'>): SyncBook => {
  const book = new Map<SpaceId, Map<DeviceId, Line>>()
  const sessions = new Map<DeviceId, LastSession>()
  const penalties = new Map<DeviceId, string>()
  const linesOf = (space: SpaceId) => {
    const lines = book.get(space) ?? new Map<DeviceId, Line>()
    book.set(space, lines)
    return lines
  }
  const put = <T>(map: Map<DeviceId, T>, peer: DeviceId, value: T): void => {
    map.delete(peer)
    map.set(peer, value)
    const [oldest] = map.keys()
    if (map.size > mostPeers && oldest !== undefined) map.delete(oldest)
  }
  const forgetOutside = (lines: Map<DeviceId, Line>): void => {
    const outside = [...lines].filter(([, { ours }]) => ours !== 'admit')
    for (const [peer] of outside.slice(0, Math.max(0, outside.length - mostOutside))) lines.delete(peer)
  }
  const met = (peer: DeviceId, spaces: readonly SpaceId[], failed: ErrorCode | null): void =>
    put(sessions, peer, { at: clock.now(), spaces: new Set(spaces), failed })

  /** Connected peers, without those whom this node does not admit: who waits to be taken in lacks nothing that is to be sent. */
  const membersIn = (space: SpaceId, connected: ReadonlySet<DeviceId>): readonly Line[] =>
    [...linesOf(space)].flatMap(([device, line]) => (connected.has(device) && line.ours === 'admit' ? [line] : []))

  return {
    note: (event) => {
      if (event.type === 'penalised') return put(penalties, event.peer, event.reason)
      if (event.type === 'failed') return met(event.peer, [...(sessions.get(event.peer)?.spaces ?? [])], event.code)
      if (event.type === 'nothingShared') return met(event.peer, [], null)
      const { peer, spaces } = event.outcome
      met(
        peer,
        spaces.map(({ space }) => space),
        null,
      )
      for (const { space, equal, ours, theirs, withheld } of spaces) {
        const lines = linesOf(space)
        const now = clock.now()
        const unequalSince = equal ? null : (lines.get(peer)?.unequalSince ?? now)
        lines.delete(peer)
        lines.set(peer, { at: now, equal, unequalSince, ours, theirs, refusal: isRefusal(theirs) ? theirs : null, withheld })
        if (ours !== 'admit') forgetOutside(lines)
      }
    },
    of: (space) => linesOf(space),
    lastSession: (peer) => sessions.get(peer) ?? null,
    penaltyOf: (peer) => penalties.get(peer) ?? null,
    lastSync: (space) => [...linesOf(space).values()].reduce<number | null>((newest, { at }) => Math.max(newest ?? 0, at), null),
    allEqual: (spaces, connected) =>
      spaces.every((space) => membersIn(space, connected).every(({ equal }) => equal)) &&
      (spaces.length === 0 || spaces.some((space) => membersIn(space, connected).length > 0)),
    refusalIn: (space) => {
      const verdicts = [...linesOf(space).values()].map(({ theirs }) => theirs)
      return verdicts.every(isRefusal) ? (verdicts.find((verdict) => verdict !== 'refuse') ?? verdicts[0] ?? null) : null
    },
    isUnknownIn: (space) => {
      const verdicts = [...linesOf(space).values()].map(({ theirs }) => theirs)
      return verdicts.includes('MEMBERSHIP_UNKNOWN') && !verdicts.includes('admit')
    },
    forget: () => {
      book.clear()
      sessions.clear()
    },
  }
}
