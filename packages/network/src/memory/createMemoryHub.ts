import { type Clock, DaomeshError, type DeviceId, type Random } from '@daomesh/protocol'
import { fraction } from '../fraction.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { createHubLinks } from './hubLinks.ts'
import type { HubSide, MemoryPeer } from './hubSide.ts'
import { createMemoryPeer } from './memoryPeer.ts'

/** How the simulated network behaves. Probabilities are 0 to 1 per gossip message; streams are reliable, as over TCP. */
export type MemoryHubParameters = {
  readonly clock: Clock
  readonly random: Random
  /** Milliseconds one way, drawn evenly per frame or message. */
  readonly delay?: readonly [least: number, most: number]
  readonly loss?: number
  readonly duplication?: number
  /** Probability that a message takes up to ten times the longest delay. */
  readonly reorder?: number
  /** Told of each fault that struck a gossip message. */
  readonly onFault?: (fault: 'loss' | 'duplication' | 'reorder') => void
  /** Groups that cannot reach each other; who is in no group reaches everybody. */
  readonly partitions?: readonly (readonly DeviceId[])[]
}

export type MemoryHub = {
  /** A peer of this hub. `discovers`: it connects by itself to every other peer that discovers, like mDNS on one LAN. */
  readonly network: (self: DeviceId, options?: { readonly discovers?: boolean }) => PeerNetwork
  /** Cuts every connection between different groups and keeps them apart until `heal`. */
  readonly partition: (groups: readonly (readonly DeviceId[])[]) => void
  readonly heal: () => void
  /** Breaks one connection once, in the middle of whatever runs over it. */
  readonly cut: (a: DeviceId, b: DeviceId) => void
}

/** An in-process network on an injected clock: the same seed gives the same run. */
export const createMemoryHub = (p: MemoryHubParameters): MemoryHub => {
  const [least, most] = p.delay ?? [1, 5]
  const peers = new Map<DeviceId, MemoryPeer>()
  const links = createHubLinks()
  let groups = p.partitions ?? []
  const chance = (probability: number | undefined): boolean => (probability ?? 0) > 0 && fraction(p.random) < (probability ?? 0)
  const delay = () => least + (most - least) * fraction(p.random)
  const groupOf = (device: DeviceId): number => groups.findIndex((group) => group.includes(device))
  const apart = (a: DeviceId, b: DeviceId): boolean => {
    const [x, y] = [groupOf(a), groupOf(b)]
    return x >= 0 && y >= 0 && x !== y
  }
  const side: HubSide = {
    clock: p.clock,
    delay,
    links,
    peer: (device) => peers.get(device),
    failure(from, to) {
      if (!from.welcomes(to.self)) return 'cutOff'
      if (apart(from.self, to.self)) return 'silent'
      if (!from.network.online() || !to.network.online()) return 'refused'
      return to.welcomes(from.self) ? null : 'turnedAway'
    },
    connect(from, to) {
      if (from === to || side.failure(from, to) !== null) return false
      if (links.get(from.self, to.self) !== undefined) return true
      links.add(from.self, to.self, p.clock.now())
      from.changed({ type: 'connect', device: to.self })
      to.changed({ type: 'connect', device: from.self })
      return true
    },
    drop(link) {
      if (links.get(link.a, link.b) !== link) return
      links.remove(link)
      peers.get(link.a)?.changed({ type: 'disconnect', device: link.b })
      peers.get(link.b)?.changed({ type: 'disconnect', device: link.a })
    },
    discover(peer) {
      if (!peer.discovers) return
      for (const other of peers.values())
        if (other !== peer && other.discovers) p.clock.setTimer(() => void side.connect(peer, other), delay() * 4)
    },
    carry(deliver) {
      if (chance(p.loss)) return p.onFault?.('loss')
      const late = chance(p.reorder)
      if (late) p.onFault?.('reorder')
      const wait = late ? most * 10 * fraction(p.random) : delay()
      p.clock.setTimer(deliver, wait)
      if (!chance(p.duplication)) return
      p.onFault?.('duplication')
      p.clock.setTimer(deliver, wait + delay())
    },
  }
  return {
    network(self, options) {
      // A device that is down may come back as a new process; two at once would be one key in two places.
      if (peers.get(self)?.network.online() === true)
        throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'device is in this hub already' } })
      const peer = createMemoryPeer(side, self, options?.discovers ?? true)
      peers.set(self, peer)
      return peer.network
    },
    partition(next) {
      groups = next
      for (const peer of peers.values()) for (const link of links.of(peer.self)) if (apart(link.a, link.b)) side.drop(link)
    },
    heal() {
      groups = []
      for (const peer of peers.values()) side.discover(peer)
    },
    cut(a, b) {
      const link = links.get(a, b)
      if (link !== undefined) side.drop(link)
    },
  }
}
