import { circuitRelayServer } from '@libp2p/circuit-relay-v2'
import type { Clock, DeviceId } from '@daomesh/protocol'
import type { RelayFor } from '../../ports/relay.ts'

/** Devices that may be reached through one relay at the same time. */
export const mostReservations = 256
/** Relayed connections that one peer may have open through this node: to every device of a few full rosters. */
const mostRelayedOfPeer = 64

/**
 * Relays connections of others (circuit relay v2), which carry their own Noise inside: this node sees who speaks with whom, and no word of it.
 * Without the protocol's default limits of two minutes and 128 KiB: under those nothing could be synced.
 */
export const serveRelay = () =>
  circuitRelayServer({
    maxInboundHopStreams: mostRelayedOfPeer,
    maxOutboundStopStreams: mostReservations,
    reservations: { maxReservations: mostReservations, applyDefaultLimit: false },
  })

/** How long a device that asks for a place is waited for: a newcomer asks as soon as it is connected, and is known only after its first session. */
const proofMilliseconds = 8_000

export type RelayDoor = {
  /** Whether a device may be reached through this node. */
  readonly admits: (device: DeviceId) => Promise<boolean>
  readonly preferred: (device: DeviceId) => void
}

/** Who gets a place at a relay. */
export const createRelayDoor = (clock: Clock, serves: RelayFor | null, prefers: (device: DeviceId) => boolean): RelayDoor => {
  const waiting = new Map<DeviceId, (isIn: boolean) => void>()
  return {
    admits: (device) => {
      if (serves !== 'members') return Promise.resolve(serves === 'anyone')
      if (prefers(device)) return Promise.resolve(true)
      // Whoever asks twice is answered once more; so many wait at most as may hold places.
      waiting.get(device)?.(false)
      if (waiting.size >= mostReservations) return Promise.resolve(false)
      return new Promise((resolve) => {
        const giveUp = clock.setTimer(() => waiting.get(device)?.(false), proofMilliseconds)
        waiting.set(device, (isIn) => {
          giveUp()
          waiting.delete(device)
          resolve(isIn)
        })
      })
    },
    preferred: (device) => waiting.get(device)?.(true),
  }
}
