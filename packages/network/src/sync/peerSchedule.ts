import type { Clock, DeviceId, Random } from '@daomesh/protocol'
import { fraction } from '../fraction.ts'
import type { SyncTiming } from './ports.ts'

/** `fruitful`: something was stored. `differed`: the two were not equal when they asked. */
export type SessionEnd = { readonly fruitful: boolean; readonly differed: boolean }

/** When to talk to each connected peer next: after `every` to twice that, doubled while nothing differs; soon where something differed. */
export type PeerSchedule = {
  readonly add: (peer: DeviceId, first: number) => void
  readonly remove: (peer: DeviceId) => void
  readonly next: (peer: DeviceId, end: SessionEnd) => void
  /** Moves the next session of these peers forward to within some milliseconds. */
  readonly hasten: (within: number, except?: DeviceId) => void
  /** The same for one peer. */
  readonly hastenOne: (peer: DeviceId, within: number) => void
  readonly stop: () => void
}

export const createPeerSchedule = (
  clock: Clock,
  random: Random,
  timing: Pick<SyncTiming, 'every' | 'everyAtMost' | 'newsWithin'>,
  run: (peer: DeviceId) => void,
): PeerSchedule => {
  const peers = new Map<DeviceId, { cancel: () => void; at: number; idle: number; differed: number }>()
  const set = (peer: DeviceId, after: number): void => {
    const state = peers.get(peer)
    if (state === undefined) return
    state.cancel()
    state.at = clock.now() + after
    state.cancel = clock.setTimer(() => run(peer), after)
  }
  const forward = (peer: DeviceId, within: number): void => {
    const after = within * fraction(random)
    if ((peers.get(peer)?.at ?? 0) > clock.now() + after) set(peer, after)
  }
  return {
    add(peer, first) {
      if (!peers.has(peer)) peers.set(peer, { cancel: () => undefined, at: Infinity, idle: 0, differed: 0 })
      set(peer, first)
    },
    remove(peer) {
      peers.get(peer)?.cancel()
      peers.delete(peer)
    },
    next(peer, { fruitful, differed }) {
      const state = peers.get(peer)
      if (state === undefined) return
      state.idle = fruitful ? 0 : state.idle + 1
      state.differed = differed ? state.differed + 1 : 0
      // What differed may be equal now; one more look tells, and costs one frame each way where it is.
      if (differed)
        return set(peer, Math.min(timing.every, timing.newsWithin * 2 ** Math.min(state.differed - 1, 16)) * (1 + fraction(random)))
      const wait = Math.min(timing.everyAtMost, timing.every * 2 ** Math.max(0, Math.min(state.idle, 16) - 1))
      set(peer, wait * (1 + fraction(random)))
    },
    hasten(within, except) {
      for (const peer of peers.keys()) if (peer !== except) forward(peer, within)
    },
    hastenOne: forward,
    stop() {
      for (const state of peers.values()) state.cancel()
      peers.clear()
    },
  }
}
