import { multiaddr } from '@multiformats/multiaddr'
import { DaomeshError, type DeviceId, toError } from '@daomesh/protocol'
import type { DialBook } from '../inspect/createDialBook.ts'
import type { Duplex } from '../ports/duplex.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { dialMilliseconds, type Libp2pNode } from './buildNode.ts'
import type { ConnectionLife } from './connectionLife.ts'
import { deviceIdOf, deviceInAddress, isDevice, peerIdOf } from './deviceIds.ts'
import { dialFailureOf } from './dialFailure.ts'
import type { Relaying } from './relay/createRelaying.ts'
import { createStreamDuplex } from './streamDuplex.ts'

/** Streams of one protocol that one peer may have open: an honest one has two. */
const streamsPerPeer = 4

const networkOff = () => new DaomeshError('NETWORK_OFF')

type Parameters = {
  readonly node: Pick<Libp2pNode, 'dial' | 'getConnections' | 'handle'>
  readonly self: DeviceId
  readonly isUp: () => boolean
  readonly dials: Pick<DialBook, 'note'>
  readonly life: Pick<ConnectionLife, 'heardBy'>
  readonly relaying: Pick<Relaying, 'given'>
}

/** Calling others, and the streams that go over the connections. */
export const createCalls = ({ node, self, isUp, dials, life, relaying }: Parameters) => {
  const connect = async (dial: () => Promise<unknown>, peer: string): Promise<void> => {
    if (!isUp()) throw networkOff()
    try {
      await dial()
    } catch (cause) {
      throw new DaomeshError('PEER_UNREACHABLE', { meta: { peer, reason: dialFailureOf(cause) }, cause })
    }
  }
  const calls: Pick<PeerNetwork, 'dial' | 'probe' | 'openStream' | 'handle'> = {
    async dial(address) {
      let target: ReturnType<typeof multiaddr>
      try {
        target = multiaddr(address)
      } catch (cause) {
        throw new DaomeshError('INPUT_INVALID', { meta: { address }, cause })
      }
      relaying.given(address)
      let device: DeviceId | null = null
      try {
        await connect(async () => {
          const { remotePeer, direction } = await node.dial(target, { signal: AbortSignal.timeout(dialMilliseconds) })
          device = deviceIdOf(remotePeer)
          // An open connection is answered without trying the address.
          if (direction === 'outbound') dials.note(address, device, null)
        }, address)
        if (device === null) throw new DaomeshError('PEER_UNREACHABLE', { meta: { address } })
        return device
      } catch (error) {
        if (isUp()) dials.note(address, deviceInAddress(address), error instanceof Error ? dialFailureOf(error.cause, address) : 'unclear')
        throw error
      }
    },
    async probe(address) {
      const device = deviceInAddress(address)
      if (!isUp() || device === null || device === self) return
      try {
        const connection = await node.dial(multiaddr(address), { force: true, signal: AbortSignal.timeout(dialMilliseconds) })
        dials.note(address, device, null)
        // The one that was there stays.
        if (node.getConnections(connection.remotePeer).length > 1) await connection.close()
      } catch (error) {
        dials.note(address, device, dialFailureOf(error, address))
      }
    },
    async openStream(peer, protocol) {
      const opened: { duplex?: Duplex } = {}
      await connect(async () => {
        const signal = AbortSignal.timeout(dialMilliseconds)
        const connection = await node.dial(peerIdOf(peer), { signal })
        const stream = await connection.newStream(protocol, { signal, maxOutboundStreams: streamsPerPeer })
        opened.duplex = createStreamDuplex(stream, peer, life.heardBy(connection))
      }, peer)
      if (opened.duplex === undefined) throw new DaomeshError('PEER_UNREACHABLE', { meta: { peer } })
      return opened.duplex
    },
    handle(protocol, handler) {
      // Registering before the node starts resolves at once; a second registration is a fault of ours and must be seen.
      void node.handle(
        protocol,
        async (stream, connection) => {
          if (!isUp() || !isDevice(connection.remotePeer)) return stream.abort(networkOff())
          const device = deviceIdOf(connection.remotePeer)
          const duplex = createStreamDuplex(stream, device, life.heardBy(connection))
          try {
            await handler(duplex)
          } catch (error) {
            duplex.abort(toError(error))
          }
        },
        { maxInboundStreams: streamsPerPeer },
      )
    },
  }
  return calls
}
