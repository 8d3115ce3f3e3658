import type { Clock, DeviceId, Random } from '@daomesh/protocol'
import { fraction } from '../fraction.ts'
import type { SyncTiming } from './ports.ts'

/** `fruitful`: something was stored. `differed`: the two were not equal when they asked, or the session failed and nobody knows. */
export type SessionEnd = { readonly fruitful: boolean; readonly differed: boolean; readonly failed: boolean }

/** When to talk to each connected peer next: after `every` to twice that, doubled while nothing differs; soon where something differed. */
export type PeerSchedule = {
  readonly add: (peer: DeviceId, first: number) => void
  readonly remove: (peer: DeviceId) => void
  /** A session with the peer begins: what is asked for from now on is not part of it. Give the mark to `next`. */
  readonly begin: (peer: DeviceId) => number
  readonly next: (peer: DeviceId, end: SessionEnd, mark: number) => void
  /** Moves the next session of all peers forward to within some milliseconds. */
  readonly hasten: (within: number) => void
  /** One peer brought something: the others are offered it soon. Those that differ session after session anyway are left to their own looks. */
  readonly offer: (except: DeviceId) => void
  /** The same for one peer. */
  readonly hastenOne: (peer: DeviceId, within: number) => void
  readonly stop: () => void
}

export const createPeerSchedule = (
  clock: Clock,
  random: Random,
  timing: Pick<SyncTiming, 'every' | 'everyAtMost' | 'newsWithin'>,
  run: (peer: DeviceId) => void,
  isLively: () => boolean = () => false,
): PeerSchedule => {
  const peers = new Map<DeviceId, { cancel: () => void; at: number; asked: number; idle: number; differed: number }>()
  /** `patience`: how much longer it may be put off while much comes by gossip, looked at every moment: a burst that is over puts nothing off. */
  const set = (peer: DeviceId, after: number, patience = 0): void => {
    const state = peers.get(peer)
    if (state === undefined) return
    state.cancel()
    state.at = clock.now() + after + patience
    state.cancel = clock.setTimer(() => {
      const more = Math.min(patience, timing.newsWithin)
      if (more > 0 && isLively()) set(peer, more, patience - more)
      else run(peer)
    }, after)
  }
  const forward = (peer: DeviceId, within: number): void => {
    const state = peers.get(peer)
    if (state === undefined) return
    const after = within * fraction(random)
    state.asked += 1
    if (state.at > clock.now() + after) set(peer, after)
  }
  const waitOf = (state: { readonly idle: number; readonly differed: number }): number => {
    // What differed may be equal now; one more look tells, and costs one frame each way where it is. Where they go on differing, what is on its way anyway
    // must not be fetched over and over.
    if (state.differed > 0) return Math.min(timing.every, timing.newsWithin * 2 ** Math.min(state.differed - 1, 16))
    return Math.min(timing.everyAtMost, timing.every * 2 ** Math.max(0, Math.min(state.idle, 16) - 1))
  }
  return {
    add(peer, first) {
      if (!peers.has(peer)) peers.set(peer, { cancel: () => undefined, at: Infinity, asked: 0, idle: 0, differed: 0 })
      set(peer, first)
    },
    remove(peer) {
      peers.get(peer)?.cancel()
      peers.delete(peer)
    },
    begin: (peer) => peers.get(peer)?.asked ?? 0,
    next(peer, { fruitful, differed, failed }, mark) {
      const state = peers.get(peer)
      if (state === undefined) return
      state.idle = fruitful ? 0 : state.idle + 1
      state.differed = differed ? state.differed + 1 : 0
      const spread = 1 + fraction(random)
      const wait = waitOf(state) * spread
      // While more comes by gossip than a session can keep up with, the two differ by what is on its way.
      const patience = differed && !failed ? Math.max(0, timing.every * spread - wait) : 0
      // A session knows what was here when it began; what came since must not wait for its turn.
      if (state.asked === mark) set(peer, wait, patience)
      else set(peer, Math.min(wait, timing.newsWithin * fraction(random)))
    },
    hasten(within) {
      for (const peer of peers.keys()) forward(peer, within)
    },
    offer(except) {
      for (const [peer, { differed }] of peers) if (peer !== except && differed < 2) forward(peer, timing.newsWithin)
    },
    hastenOne: forward,
    stop() {
      for (const state of peers.values()) state.cancel()
      peers.clear()
    },
  }
}
