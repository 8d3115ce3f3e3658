import type { ConnectionGater } from '@libp2p/interface'
import type { Clock, DeviceId } from '@daomesh/protocol'
import { deviceIdOf, isDevice } from './deviceIds.ts'

export type ConnectionGate = {
  readonly gater: ConnectionGater
  readonly open: (open: boolean) => void
  readonly refuse: (peer: DeviceId, milliseconds: number) => void
  /** Who is refused now, and until when. */
  readonly refused: () => readonly { readonly device: DeviceId; readonly until: number }[]
}

/** Refused peers kept at most; the oldest leave first. */
const refusedPeers = 4096

/** Lets connections in and out, or not: closed while the network is off, and for a while towards peers that were cut off. */
export const createConnectionGate = (clock: Clock): ConnectionGate => {
  const refusedUntil = new Map<DeviceId, number>()
  let isOpen = false
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
      denyInboundConnection: () => !isOpen,
      denyInboundEncryptedConnection: (peer) => !isOpen || !isDevice(peer) || refused(deviceIdOf(peer)),
      denyOutboundEncryptedConnection: (peer) => !isOpen || !isDevice(peer) || refused(deviceIdOf(peer)),
    },
    open(next) {
      isOpen = next
    },
    refused: () => [...refusedUntil].filter(([device]) => refused(device)).map(([device, until]) => ({ device, until })),
    refuse(peer, milliseconds) {
      refusedUntil.delete(peer)
      refusedUntil.set(peer, clock.now() + milliseconds)
      for (const oldest of refusedUntil.keys()) {
        if (refusedUntil.size <= refusedPeers) break
        refusedUntil.delete(oldest)
      }
    },
  }
}
