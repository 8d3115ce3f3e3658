import type { DeviceId } from '@daomesh/protocol'

/**
 * Why no connection came about. `refused`: the machine is there, nothing listens on the port; `silent`: no answer in time; `noRoute`: this machine knows no way
 * there; `otherDevice`: another device answers there; `notANode`: something else answers there; `hungUp`: closed before it proved who it is, as by a node
 * whose network is switched off or full; `turnedAway`: it proved who it is and closed at once, as towards a peer that it has cut off; `cutOff`: this node has
 * cut the peer off; `notAtRelay`: the relay answered, and the device holds no place there now.
 */
export const dialFailures = [
  'cutOff',
  'turnedAway',
  'otherDevice',
  'notANode',
  'hungUp',
  'refused',
  'silent',
  'noRoute',
  'notAtRelay',
  'unclear',
] as const
export type DialFailure = (typeof dialFailures)[number]

/** The last attempt at one address. */
export type DialAttempt = {
  readonly address: string
  /** As far as the address names it. */
  readonly device: DeviceId | null
  /** Milliseconds since 1970. */
  readonly at: number
  /** null: it was connected. */
  readonly failure: DialFailure | null
}

/** What a network saw of others, for a person who asks why somebody is not there. Decides nothing. */
export type NetworkInspection = {
  readonly dials: readonly DialAttempt[]
  /** Who announced itself on the local network, last at `at`; null where this is not listened for. */
  readonly heard: readonly { readonly device: DeviceId; readonly addresses: readonly string[]; readonly at: number }[] | null
  /** Peers that this node has cut off, until when in milliseconds since 1970. */
  readonly cutOff: readonly { readonly device: DeviceId; readonly until: number }[]
  /** `inbound`: the peer dialled, this node did not reach it. `protocols`: null while not known. */
  readonly links: readonly { readonly device: DeviceId; readonly inbound: boolean; readonly protocols: readonly string[] | null }[]
  /** Of this machine, with their addresses; empty where there is no such thing. */
  readonly interfaces: readonly { readonly name: string; readonly address: string; readonly internal: boolean }[]
  /** Above so many connections some are closed. */
  readonly mostPeers: number
}
