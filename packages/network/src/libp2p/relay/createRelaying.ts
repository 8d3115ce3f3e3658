import { RELAY_V2_STOP_CODEC } from '@libp2p/circuit-relay-v2'
import type { ConnectionGater, IdentifyResult, Libp2p } from '@libp2p/interface'
import type { Clock, DeviceId } from '@daomesh/protocol'
import { deviceInAddress, deviceIdOf, isDevice, peerIdOf } from '../deviceIds.ts'
import { leaveRelay } from './leaveRelay.ts'
import { isRelayed } from '../../inspect/isRelayed.ts'
import { relayInAddress } from './relayedAddress.ts'
import type { RelayFor } from '../../ports/relay.ts'
import { createRelayDoor, mostReservations } from './serveRelay.ts'
import { createUseRelays, type UseRelays } from './useRelays.ts'

export type Relaying = {
  readonly transport: UseRelays['transport']
  readonly gater: Pick<ConnectionGater, 'denyInboundRelayReservation'>
  /** After the node has started: the transport has registered what is replaced here. */
  readonly attach: (node: Libp2p) => Promise<void>
  /** A person wants this address called: whoever relays there, or answers there, may relay for this node. */
  readonly given: (address: string) => void
  readonly preferred: (device: DeviceId) => void
  readonly ways: UseRelays['ways']
  readonly addresses: UseRelays['addresses']
  readonly stop: () => void
}

/** Devices kept that a person named; the oldest leave first. */
const mostGiven = 64

type Parameters = {
  readonly clock: Clock
  readonly serves: RelayFor | null
  readonly prefers: (device: DeviceId) => boolean
  /** Milliseconds that a direct call may take. */
  readonly dialMilliseconds: number
}

/** Both sides of relaying at one node: places it gives, and places it takes. Members relay for it, and whom a person named; nobody else. */
export const createRelaying = ({ clock, serves, prefers, dialMilliseconds }: Parameters): Relaying => {
  const named = new Set<DeviceId>()
  const door = createRelayDoor(clock, serves, prefers)
  const use = createUseRelays(clock, (device) => named.has(device) || prefers(device))
  let attached: Libp2p | null = null

  const onIdentify = ({ detail }: CustomEvent<IdentifyResult>): void => {
    const { connection, protocols, listenAddrs, peerId } = detail
    use.met(connection, protocols)
    // A stranger's addresses are not called: whoever could name them could make this node call anything.
    if (attached === null || !isDevice(peerId)) return
    const tries = isRelayed(connection.remoteAddr) && prefers(deviceIdOf(peerId)) ? listenAddrs : []
    void leaveRelay(attached, connection, tries, dialMilliseconds)
  }
  /** Known as a member only after the first session: what `identify` told was kept by the store of peers. */
  const leaveLate = async (node: Libp2p, device: DeviceId): Promise<void> => {
    const [connection] = node.getConnections(peerIdOf(device))
    if (connection === undefined || !isRelayed(connection.remoteAddr)) return
    const known = await node.peerStore.get(connection.remotePeer).catch(() => null)
    if (known !== null)
      await leaveRelay(
        node,
        connection,
        known.addresses.map(({ multiaddr }) => multiaddr),
        dialMilliseconds,
      )
  }
  return {
    transport: use.transport,
    gater: { denyInboundRelayReservation: async (peer) => !isDevice(peer) || !(await door.admits(deviceIdOf(peer))) },
    async attach(node) {
      attached = node
      node.addEventListener('peer:identify', onIdentify)
      await node.handle(RELAY_V2_STOP_CODEC, use.handleStop, { force: true, maxInboundStreams: mostReservations })
    },
    given(address) {
      for (const device of [relayInAddress(address), deviceInAddress(address)]) {
        if (device === null) continue
        named.delete(device)
        named.add(device)
      }
      for (const oldest of named) {
        if (named.size <= mostGiven) break
        named.delete(oldest)
      }
      use.ask()
    },
    preferred(device) {
      door.preferred(device)
      use.ask()
      if (attached !== null) void leaveLate(attached, device)
    },
    ways: use.ways,
    addresses: use.addresses,
    stop: use.stop,
  }
}
