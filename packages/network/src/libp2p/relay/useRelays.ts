import { circuitRelayTransport, type CircuitRelayTransportComponents, RELAY_V2_HOP_CODEC } from '@libp2p/circuit-relay-v2'
import type { Connection, Listener, Stream, Transport } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import type { Clock, DeviceId } from '@daomesh/protocol'
import { deviceIdOf, isDevice, namedAddress } from '../deviceIds.ts'
import { isRelayed } from '../../inspect/isRelayed.ts'
import { throughRelay } from './relayedAddress.ts'
import { mostReservations } from './serveRelay.ts'

/** Relays at which this node can be reached at the same time: a second one for when the first goes away. */
export const mostRelays = 3
/** Milliseconds after which a relay that gave no place is asked again. */
const askAgain = 30_000
/** Above the time that a relay waits for a newcomer to become known. */
const answerMilliseconds = 15_000

export type UseRelays = {
  readonly transport: (components: CircuitRelayTransportComponents) => Transport
  /** A connection came about, or more is known of its peer: whether it relays. */
  readonly met: (connection: Connection, protocols: readonly string[]) => void
  /** Asks relays that are connected and may be used now. */
  readonly ask: () => void
  /** Where a device may be reached through relays that are connected now. */
  readonly ways: (device: DeviceId) => readonly string[]
  /** Where this node can be called through relays that hold a place for it. */
  readonly addresses: () => readonly string[]
  /** Whether a relayed connection that comes over this one was asked for. */
  readonly handleStop: (stream: Stream, connection: Connection) => Promise<void>
  readonly stop: () => void
}

type Relay = { readonly connection: Connection; state: 'new' | 'asked' | 'held' | 'refused' }
type CircuitTransport = ReturnType<ReturnType<typeof circuitRelayTransport>> & {
  readonly reservationStore: { readonly hasReservation: (peer: Connection['remotePeer']) => boolean }
  readonly onStop: (stream: Stream, connection: Connection) => Promise<void>
}

/**
 * A node behind a router is reached through a relay where it holds a place. The library's own search is not used: it would take a place at any peer
 * that offers one, and call everybody whom discovery finds.
 *
 * @param mayUse which devices may relay for this node
 */
export const createUseRelays = (clock: Clock, mayUse: (device: DeviceId) => boolean): UseRelays => {
  const create = circuitRelayTransport({
    reservationCompletionTimeout: answerMilliseconds,
    maxInboundStopStreams: mostReservations,
    // Nobody: `met` chooses.
    discoveryFilter: { has: () => true, add: () => undefined, remove: () => undefined },
  })
  const relays = new Map<DeviceId, Relay>()
  /** One for each relay ever used: it knows when the place is gone, and when it was given again. */
  const listeners = new Map<DeviceId, Listener>()
  let made: { readonly transport: CircuitTransport; readonly listener: () => Listener } | null = null
  let later: (() => void) | null = null

  const isOpen = ({ connection }: Relay): boolean => connection.status === 'open'
  const forgetClosed = (): void => relays.forEach((relay, device) => isOpen(relay) || relays.delete(device))
  const listenerFor = (device: DeviceId): Listener | null => {
    const known = listeners.get(device)
    if (known !== undefined || made === null) return known ?? null
    const listener = made.listener()
    listener.addEventListener('listening', () => {
      const relay = relays.get(device)
      // The place was lost though the connection stands: it is asked for again.
      if (relay?.state === 'held' && listener.getAddrs().length === 0) refuse(relay)
    })
    listeners.set(device, listener)
    return listener
  }
  const refuse = (relay: Relay): void => {
    relay.state = 'refused'
    later ??= clock.setTimer(() => {
      later = null
      for (const one of relays.values()) if (one.state === 'refused') one.state = 'new'
      ask()
    }, askAgain)
  }
  const reserve = async (device: DeviceId, relay: Relay): Promise<void> => {
    const { connection } = relay
    relay.state = 'asked'
    try {
      const address = `${namedAddress(String(connection.remoteAddr), connection.remotePeer)}/p2p-circuit`
      await listenerFor(device)?.listen(multiaddr(address))
      relay.state = 'held'
    } catch {
      // Full, for others only, or gone: the next one is asked, and this one again later.
      refuse(relay)
      ask()
    }
  }
  const ask = (): void => {
    forgetClosed()
    for (const [device, relay] of relays) {
      const taken = [...relays.values()].filter(({ state }) => state === 'asked' || state === 'held').length
      if (taken >= mostRelays) return
      if (relay.state === 'new' && mayUse(device)) void reserve(device, relay)
    }
  }
  return {
    transport(components) {
      const transport = create(components) as CircuitTransport
      made = { transport, listener: () => transport.createListener({ upgrader: components.upgrader }) }
      return transport
    },
    met(connection, protocols) {
      const { remotePeer, remoteAddr } = connection
      if (!isDevice(remotePeer) || isRelayed(remoteAddr) || !protocols.includes(RELAY_V2_HOP_CODEC)) return
      forgetClosed()
      const device = deviceIdOf(remotePeer)
      if (!relays.has(device)) relays.set(device, { connection, state: 'new' })
      ask()
    },
    ask,
    ways: (device) =>
      [...relays].flatMap(([relay, one]) =>
        relay !== device && isOpen(one) && mayUse(relay) ? [throughRelay(one.connection, device)] : [],
      ),
    addresses: () => [...relays].flatMap(([device, relay]) => (isOpen(relay) ? (listeners.get(device)?.getAddrs() ?? []).map(String) : [])),
    async handleStop(stream, connection) {
      // The library would begin to listen at whoever brings a connection: then any peer could make this node hold places.
      if (made === null || !made.transport.reservationStore.hasReservation(connection.remotePeer))
        return stream.abort(new Error('no place was asked for here'))
      await made.transport.onStop(stream, connection)
    },
    stop() {
      later?.()
      later = null
      relays.clear()
    },
  }
}
