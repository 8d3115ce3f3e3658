import type { Clock, DeviceId } from '@daomesh/protocol'
import type { HubLinks, Link } from './hubLinks.ts'
import type { DialFailure } from '../ports/inspection.ts'
import type { PubSub } from '../ports/pubSub.ts'
import type { StreamHandler } from '../ports/duplex.ts'
import type { PeerChange, PeerNetwork } from '../ports/peerNetwork.ts'

export type MemoryPubSub = {
  readonly pubsub: PubSub
  readonly listens: (topic: string) => boolean
  readonly arrive: (topic: string, bytes: Uint8Array, from: DeviceId) => void
}

export type MemoryPeer = {
  readonly self: DeviceId
  readonly discovers: boolean
  readonly network: PeerNetwork
  readonly gossip: MemoryPubSub
  /** Whether this peer has not cut the other off. */
  readonly welcomes: (other: DeviceId) => boolean
  /** What it has handlers for. */
  readonly protocols: () => readonly string[]
  readonly changed: (change: PeerChange) => void
  readonly handlerOf: (protocol: string) => StreamHandler | undefined
}

/** What a peer of the hub asks of it. */
export type HubSide = {
  readonly clock: Clock
  readonly delay: () => number
  readonly links: HubLinks
  readonly peer: (device: DeviceId) => MemoryPeer | undefined
  readonly connect: (from: MemoryPeer, to: MemoryPeer) => boolean
  /** Why `from` cannot reach `to` now; null where it can. */
  readonly failure: (from: MemoryPeer, to: MemoryPeer) => DialFailure | null
  readonly drop: (link: Link) => void
  readonly discover: (peer: MemoryPeer) => void
  /** Carries a gossip message with loss, duplication, delay and reordering. */
  readonly carry: (deliver: () => void) => void
}
