import type { Clock, DeviceId } from '@daomesh/protocol'

/** Peers counted at most; who was rejected first leaves first. */
const mostPeers = 4096

/** Rejected messages of one peer within this time that cost it the connection. One flipped bit is bad luck, eight are an attack. */
const rejectsAllowed = 8
const windowMilliseconds = 60_000

export type RejectCount = {
  readonly add: (peer: DeviceId) => void
  /** True while nothing more is to be judged from this peer. */
  readonly silenced: (peer: DeviceId) => boolean
}

/**
 * Counts what was rejected of each peer: eight within a minute silence it for the rest of that minute, and are told once.
 * @example
 * createRejectCount(clock, () => undefined).silenced(deviceKey.device) // => false
 */
export const createRejectCount = (clock: Clock, onTooMany: (peer: DeviceId) => void): RejectCount => {
  const counts = new Map<DeviceId, { since: number; count: number }>()
  const current = (peer: DeviceId) => {
    const state = counts.get(peer)
    if (state !== undefined && clock.now() - state.since < windowMilliseconds) return state
    counts.delete(peer)
    return undefined
  }
  return {
    add(peer) {
      const state = current(peer) ?? { since: clock.now(), count: 0 }
      counts.set(peer, state)
      const [oldest] = counts.keys()
      if (counts.size > mostPeers && oldest !== undefined) counts.delete(oldest)
      state.count++
      if (state.count === rejectsAllowed) onTooMany(peer)
    },
    silenced: (peer) => (current(peer)?.count ?? 0) >= rejectsAllowed,
  }
}
