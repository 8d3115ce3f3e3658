import type { ConnectionGater } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { Clock, DeviceId } from '@daomesh/protocol'
import { deviceIdOf, isDevice } from './deviceIds.ts'

export type ConnectionGate = {
  readonly gater: ConnectionGater
  readonly open: (open: boolean) => void
  readonly refuse: (peer: DeviceId, milliseconds: number) => void
  /** Who is refused now, and until when. */
  readonly refused: () => readonly { readonly device: DeviceId; readonly until: number }[]
  readonly prefer: (peer: DeviceId) => void
  readonly prefers: (peer: DeviceId) => boolean
}

/** Refused peers kept at most; the oldest leave first. */
const refusedPeers = 4096

/** So many strangers cut off within a minute are one who comes back under new names. From then on one stranger a second is let in. */
const stormCuts = 4
const stormMilliseconds = 60_000
const strangerPause = 1_000
/** Handshakes in a second that one host gets meanwhile: each costs more than the connection it may end in, and only then shows whose it is. */
const handshakesOfHost = 5

/** Preferred peers kept at most: the devices of every member of several full rosters. */
const preferredPeers = 1024

/** The address without port and protocols. */
const hostOf = (address: Multiaddr): string => String(address).split('/')[2] ?? ''

const keepNewest = (
  peers: { readonly size: number; keys: () => Iterator<DeviceId>; delete: (peer: DeviceId) => boolean },
  most: number,
): void => {
  while (peers.size > most) {
    const oldest = peers.keys().next()
    if (oldest.done === true) return
    peers.delete(oldest.value)
  }
}

/**
 * Lets connections in and out, or not: closed while the network is off, and for a while towards peers that were cut off.
 * `crowded`: whether as many strangers came in as may; then only preferred peers do. The transport itself would close the door to everybody.
 */
export const createConnectionGate = (clock: Clock, crowded: () => boolean): ConnectionGate => {
  const preferred = new Set<DeviceId>()
  const refusedUntil = new Map<DeviceId, number>()
  let isOpen = false
  /** When strangers were cut off lately, the newest last; and when one was last let in. */
  let cuts: readonly number[] = []
  let letIn = Number.NEGATIVE_INFINITY
  let handshakes = { second: 0, of: new Map<string, number>() }
  const isStorm = (): boolean => {
    cuts = cuts.filter((at) => at > clock.now() - stormMilliseconds)
    return cuts.length >= stormCuts
  }
  const isHasty = (host: string): boolean => {
    const second = Math.floor(clock.now() / 1000)
    if (handshakes.second !== second) handshakes = { second, of: new Map() }
    const count = (handshakes.of.get(host) ?? 0) + 1
    handshakes.of.set(host, count)
    return count > handshakesOfHost
  }
  const waits = (): boolean => {
    if (isStorm() && clock.now() - letIn < strangerPause) return true
    letIn = clock.now()
    return false
  }
  const refused = (peer: DeviceId): boolean => {
    const until = refusedUntil.get(peer)
    if (until === undefined) return false
    if (until > clock.now()) return true
    refusedUntil.delete(peer)
    return false
  }
  return {
    gater: {
      denyDialPeer: (peer) => !isOpen || !isDevice(peer) || refused(deviceIdOf(peer)),
      denyInboundConnection: ({ remoteAddr }) => !isOpen || (isStorm() && isHasty(hostOf(remoteAddr))),
      denyInboundEncryptedConnection: (peer) =>
        !isOpen || !isDevice(peer) || refused(deviceIdOf(peer)) || (!preferred.has(deviceIdOf(peer)) && (crowded() || waits())),
      denyOutboundEncryptedConnection: (peer) => !isOpen || !isDevice(peer) || refused(deviceIdOf(peer)),
    },
    open(next) {
      isOpen = next
    },
    refused: () => [...refusedUntil].filter(([device]) => refused(device)).map(([device, until]) => ({ device, until })),
    refuse(peer, milliseconds) {
      if (!preferred.has(peer)) cuts = [...cuts, clock.now()].slice(-stormCuts)
      refusedUntil.delete(peer)
      refusedUntil.set(peer, clock.now() + milliseconds)
      keepNewest(refusedUntil, refusedPeers)
    },
    prefer(peer) {
      preferred.delete(peer)
      preferred.add(peer)
      keepNewest(preferred, preferredPeers)
    },
    prefers: (peer) => preferred.has(peer),
  }
}
