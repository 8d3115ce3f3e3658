import type { Clock, DeviceId } from '@daomesh/protocol'
import type { HubLinks, Link } from './hubLinks.ts'

/** What a peer of the hub asks of it. */
export type HubSide = {
  readonly clock: Clock
  readonly delay: () => number
  readonly links: HubLinks
  readonly peer: (device: DeviceId) => HubPeer | undefined
  readonly connect: (from: HubPeer, to: HubPeer) => boolean
  readonly drop: (link: Link) => void
  readonly discover: (peer: HubPeer) => void
  /** Carries a gossip message with loss, duplication, delay and reordering. */
  readonly carry: (deliver: () => void) => void
}

