import type { DeviceId } from '@daomesh/protocol'
import type { Duplex, StreamHandler } from './duplex.ts'
import type { NetworkInspection } from './inspection.ts'
import type { PubSub } from './pubSub.ts'

export type ConnectedPeer = {
  readonly device: DeviceId
  readonly addresses: readonly string[]
  /** Milliseconds since 1970. */
  readonly since: number
  /** Round trip in milliseconds, where measured. */
  readonly latency?: number
}

export type PeerChange = { readonly type: 'connect' | 'disconnect'; readonly device: DeviceId }

/** Connections to other devices. A device is proved by the transport (Noise); membership is not known at this level. */
export type PeerNetwork = {
  readonly self: DeviceId
  /** Addresses others can dial, with the peer id. Empty while off. */
  readonly addresses: () => readonly string[]
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** false: closes every connection, refuses new ones, announces nothing. true: comes back and searches again. */
  readonly setOnline: (online: boolean) => Promise<void>
  readonly online: () => boolean
  /** @throws DaomeshError `NETWORK_OFF`, `PEER_UNREACHABLE` with the `DialFailure` as `reason`, `INPUT_INVALID` for an address that is none. */
  readonly dial: (address: string) => Promise<DeviceId>
  readonly peers: () => readonly ConnectedPeer[]
  /** @throws DaomeshError `NETWORK_OFF`, `PEER_UNREACHABLE`. */
  readonly openStream: (peer: DeviceId, protocol: string) => Promise<Duplex>
  readonly handle: (protocol: string, handler: StreamHandler) => void
  readonly pubsub: PubSub
  /** Returns the function that ends the listening. */
  readonly onPeer: (listener: (change: PeerChange) => void) => () => void
  /** Closes the connections of a peer and refuses new ones for some milliseconds: for peers that sent what is malformed or forged. */
  readonly cutOff: (peer: DeviceId, milliseconds: number) => Promise<void>
  /** Lets this peer in although as many strangers are connected as may be, and keeps it when connections must be closed for want of room. */
  readonly prefer: (peer: DeviceId) => void
  /** The device that an address names; null where it names none. */
  readonly deviceIn: (address: string) => DeviceId | null
  /** Addresses at which a device may be reached through peers that relay and are connected now. */
  readonly ways: (device: DeviceId) => readonly string[]
  /** Calls an address even where its device is connected, and hangs up again: whether it can be reached, not only whether it came. `inspect` tells. */
  readonly probe: (address: string) => Promise<void>
  readonly inspect: () => Promise<NetworkInspection>
}
