import type { Clock, DeviceId, Random } from '@daomesh/protocol'
import { fraction } from '../fraction.ts'
import type { SyncTiming } from './ports.ts'

/** When to talk to each connected peer next: after `every` to twice that, doubled while nothing differs. */
export type PeerSchedule = {
  readonly add: (peer: DeviceId, first: number) => void
  readonly remove: (peer: DeviceId) => void
  /** After a session. `fruitful`: something was stored. */
  readonly next: (peer: DeviceId, fruitful: boolean) => void
  /** Moves the next session of these peers forward to within some milliseconds. */
  readonly hasten: (within: number, except?: DeviceId) => void
  readonly stop: () => void
}

export const createPeerSchedule = (
  clock: Clock,
  random: Random,
  timing: Pick<SyncTiming, 'every' | 'everyAtMost'>,
  run: (peer: DeviceId) => void,
): PeerSchedule => {
  const peers = new Map<DeviceId, { cancel: () => void; at: number; idle: number }>()
  const set = (peer: DeviceId, after: number): void => {
    const state = peers.get(peer)
    if (state === undefined) return
    state.cancel()
    state.at = clock.now() + after
    state.cancel = clock.setTimer(() => run(peer), after)
  }
  return {
    add(peer, first) {
      if (!peers.has(peer)) peers.set(peer, { cancel: () => undefined, at: Infinity, idle: 0 })
      set(peer, first)
    },
    remove(peer) {
      peers.get(peer)?.cancel()
      peers.delete(peer)
    },
    next(peer, fruitful) {
      const state = peers.get(peer)
      if (state === undefined) return
      state.idle = fruitful ? 0 : state.idle + 1
      const wait = Math.min(timing.everyAtMost, timing.every * 2 ** Math.max(0, Math.min(state.idle, 16) - 1))
      set(peer, wait * (1 + fraction(random)))
    },
    hasten(within, except) {
      for (const [peer, state] of peers) {
        const after = within * fraction(random)
        if (peer !== except && state.at > clock.now() + after) set(peer, after)
      }
    },
    stop() {
      for (const state of peers.values()) state.cancel()
      peers.clear()
    },
  }
}
