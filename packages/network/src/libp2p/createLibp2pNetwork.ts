import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import type { Connection, PeerId, PeerInfo } from '@libp2p/interface'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { type Clock, DaomeshError, type DeviceId, type DeviceKey, toError } from '@daomesh/protocol'
import type { Duplex } from '../ports/duplex.ts'
import type { ConnectedPeer, PeerChange, PeerNetwork } from '../ports/peerNetwork.ts'
import type { RelayFor } from '../ports/relay.ts'
import { createDialBook } from '../inspect/createDialBook.ts'
import { withCheapPrefixes } from './cheapPrefixes.ts'
import { createConnectionLife } from './connectionLife.ts'
import { createConnectionGate } from './connectionGate.ts'
import { createForgetting } from './forgetStrangers.ts'
import { createHearing } from './hearing.ts'
import { deviceIdOf, deviceInAddress, isDevice, namedAddress, peerIdOf } from './deviceIds.ts'
import { dialFailureOf } from './dialFailure.ts'
import { createGossipRouter } from './gossipRouter.ts'
import { createLanDiscovery, type MdnsOptions } from './lanDiscovery.ts'
import { withRareWindowUpdates } from './rareWindowUpdates.ts'
import { createMeeting } from './meetNearby.ts'
import { loadFrameCipher, noiseCryptoWith } from './sodiumCipher.ts'
import { silentLogger } from './silentLogger.ts'
import { createRelaying } from './relay/createRelaying.ts'
import { isRelayed } from '../inspect/isRelayed.ts'
import { serveRelay } from './relay/serveRelay.ts'
import { confirmOwnAddresses } from './ownAddresses.ts'
import { createStreamDuplex } from './streamDuplex.ts'
import { type AddressChange, interfaceAddresses, watchAddresses } from './watchAddresses.ts'
import { withWholeWrites } from './wholeWrites.ts'

export type Libp2pNetworkParameters = {
  /** The device's Ed25519 seed, which becomes the peer id. */
  readonly deviceKey: Pick<DeviceKey, 'seed'>
  /** Multiaddrs to listen on, for example `/ip4/0.0.0.0/tcp/0`. */
  readonly listen: readonly string[]
  readonly mdns?: boolean | MdnsOptions
  readonly clock: Clock
  /** Connections that strangers may open to us at the same time; members come in above it. */
  readonly strangers?: number
  /** For whom this node relays; nobody where it is not said. */
  readonly relay?: RelayFor | undefined
  /** Addresses to tell others instead of this machine's own: those of a router that hands calls on. */
  readonly announce?: readonly string[] | undefined
}

const dialMilliseconds = 10_000
/** Members of a few spaces, with room for newcomers; above it the least preferred are closed. */
const connections = 128
/** Of these strangers get half: whoever fills them keeps no member out. */
const strangersAtMost = 64
/** Streams of one protocol that one peer may have open: an honest one has two. */
const streamsPerPeer = 4

const networkOff = () => new DaomeshError('NETWORK_OFF')

/** A libp2p node behind the PeerNetwork port: TCP, Noise, Yamux, gossipsub, mDNS. Starts offline; `start` listens and searches. */
export const createLibp2pNetwork = async (p: Libp2pNetworkParameters): Promise<PeerNetwork> => {
  const { clock } = p
  const privateKey = await generateKeyPairFromSeed('Ed25519', p.deviceKey.seed)
  const mostStrangers = p.strangers ?? strangersAtMost
  const isStranger = ({ direction, remotePeer }: Connection): boolean =>
    direction === 'inbound' && !(isDevice(remotePeer) && gate.prefers(deviceIdOf(remotePeer)))
  const gate = createConnectionGate(clock, () => node.getConnections().filter(isStranger).length >= mostStrangers)
  const relaying = createRelaying({ clock, serves: p.relay ?? null, prefers: gate.prefers, dialMilliseconds })
  let confirmAddresses: () => void = () => undefined
  const gossip = createGossipRouter(clock)
  const dials = createDialBook(clock)
  const hearing = createHearing(clock)
  const options = p.mdns === true || p.mdns === undefined ? {} : p.mdns
  const lan = options === false ? null : createLanDiscovery(options, (found) => meet(found))
  const node = await createLibp2p({
    start: false,
    logger: silentLogger,
    privateKey,
    addresses: { listen: [...p.listen], announce: [...(p.announce ?? [])] },
    transports: [
      tcp(),
      (components: Parameters<typeof relaying.transport>[0]) => {
        confirmAddresses = () => confirmOwnAddresses(components)
        return relaying.transport(components)
      },
    ],
    connectionEncrypters: [withCheapPrefixes(withWholeWrites(noise({ crypto: noiseCryptoWith(loadFrameCipher()) })))],
    // Below the 4 MiB at which a stream that nobody reads is reset.
    streamMuxers: [withRareWindowUpdates(yamux({ streamOptions: { maxStreamWindowSize: 1024 * 1024 } }))],
    connectionGater: { ...gate.gater, ...relaying.gater },
    connectionManager: {
      maxConnections: connections,
      // The defaults (5 per second and address) break a whole DAO behind one router.
      inboundConnectionThreshold: 1000,
      maxIncomingPendingConnections: 100,
      dialTimeout: dialMilliseconds,
      reconnectRetries: 0,
    },
    // Ours leaves those alone that speak (watchConnections).
    connectionMonitor: { enabled: false },
    peerDiscovery: lan === null ? [] : [lan.factory],
    services: { identify: identify(), ping: ping(), gossip: gossip.service, ...(p.relay !== undefined && { relay: serveRelay() }) },
  })
  const self = deviceIdOf(node.peerId)
  const forgetting = createForgetting<PeerId>({
    clock,
    isKept: (peer) => node.getConnections(peer).length > 0 || (isDevice(peer) && gate.prefers(deviceIdOf(peer))),
    forget: (peer) => node.peerStore.delete(peer),
  })
  const listeners = new Set<(change: PeerChange) => void>()
  const emit = (change: PeerChange): void => listeners.forEach((listener) => listener(change))
  let up = false
  let unwatch: () => void = () => undefined

  const life = createConnectionLife(clock, () => node.getConnections())
  const onAddresses = async ({ lost, gained }: AddressChange): Promise<void> => {
    if (!up) return
    if (lost.length > 0) life.proveAll()
    if (gained.length === 0) return
    confirmAddresses()
    // Joins the group on the new interface, and asks at once.
    await lan?.pause()
    if (up) await lan?.resume()
  }
  const setOnline = async (online: boolean): Promise<void> => {
    if (up === online) return
    up = online
    gate.open(online)
    if (online) return lan?.resume()
    meeting.stop()
    await lan?.pause()
    await Promise.allSettled(node.getConnections().map((connection) => connection.close()))
  }
  const connect = async (dial: () => Promise<unknown>, peer: string): Promise<void> => {
    if (!up) throw networkOff()
    try {
      await dial()
    } catch (cause) {
      throw new DaomeshError('PEER_UNREACHABLE', { meta: { peer, reason: dialFailureOf(cause) }, cause })
    }
  }

  node.addEventListener('peer:connect', ({ detail }) => isDevice(detail) && emit({ type: 'connect', device: deviceIdOf(detail) }))
  node.addEventListener('peer:disconnect', ({ detail }) => {
    if (!isDevice(detail)) return
    if (up) dials.gone(deviceIdOf(detail))
    forgetting.left(detail)
    emit({ type: 'disconnect', device: deviceIdOf(detail) })
  })
  /** Whoever is reached through a relay is still called where it is found nearby. */
  const isDirect = (id: PeerId): boolean => node.getConnections(id).some(({ remoteAddr }) => !isRelayed(remoteAddr))
  const call = async ({ id, multiaddrs }: PeerInfo): Promise<void> => {
    const device = deviceIdOf(id)
    const addresses = multiaddrs.map((address) => namedAddress(String(address), id))
    try {
      await node.peerStore.merge(id, { multiaddrs })
      const force = node.getConnections(id).length > 0
      const { remoteAddr, direction } = await node.dial(id, { force, signal: AbortSignal.timeout(dialMilliseconds) })
      // Of a connection that the peer opened meanwhile it is no address anybody could call.
      if (direction === 'outbound') dials.note(namedAddress(String(remoteAddr), id), device, null)
    } catch (error) {
      // An address that does not answer is announced again at the next query, and tried again then.
      for (const address of addresses) dials.note(address, device, dialFailureOf(error, address))
    }
  }
  const meeting = createMeeting<PeerInfo>({
    clock,
    self,
    isUp: () => up,
    isMet: ({ id }) => isDirect(id),
    prefers: gate.prefers,
    call,
    forget: ({ id }) => forgetting.left(id),
  })
  const meet = (peer: PeerInfo): void => {
    const { id, multiaddrs } = peer
    if (!up) return
    if (!isDevice(id)) {
      forgetting.left(id)
      return
    }
    const device = deviceIdOf(id)
    hearing.note(
      device,
      multiaddrs.map((address) => namedAddress(String(address), id)),
    )
    meeting.announced(peer, device)
  }

  return {
    self,
    addresses: () =>
      up ? [...node.getMultiaddrs().map(String), ...relaying.addresses().map((at) => `${at}/p2p/${node.peerId.toString()}`)] : [],
    async start() {
      gate.open(true)
      up = true
      await node.start()
      confirmAddresses()
      await relaying.attach(node)
      gossip.join()
      const ends = [watchAddresses({ clock, onChange: (change) => void onAddresses(change) }), life.watch()]
      unwatch = () => ends.forEach((end) => end())
    },
    async stop() {
      unwatch()
      relaying.stop()
      await setOnline(false)
      await node.stop()
      // Last: until then somebody leaves.
      forgetting.stop()
    },
    setOnline,
    online: () => up,
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
        if (up) dials.note(address, deviceInAddress(address), error instanceof Error ? dialFailureOf(error.cause, address) : 'unclear')
        throw error
      }
    },
    peers() {
      const peers = new Map<DeviceId, ConnectedPeer>()
      for (const { remotePeer, remoteAddr, timeline, rtt } of node.getConnections()) {
        if (!isDevice(remotePeer)) continue
        const device = deviceIdOf(remotePeer)
        const addresses = [...(peers.get(device)?.addresses ?? []), String(remoteAddr)]
        peers.set(device, { device, addresses, since: timeline.open, ...(rtt === undefined ? {} : { latency: rtt }) })
      }
      return [...peers.values()]
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
          if (!up || !isDevice(connection.remotePeer)) return stream.abort(networkOff())
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
    pubsub: gossip.pubsub,
    onPeer(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async cutOff(peer, milliseconds) {
      gate.refuse(peer, milliseconds)
      await Promise.allSettled(node.getConnections(peerIdOf(peer)).map((connection) => connection.close()))
    },
    deviceIn: deviceInAddress,
    ways: (peer) => (up && peer !== self ? relaying.ways(peer) : []),
    async probe(address) {
      const device = deviceInAddress(address)
      if (!up || device === null || device === self) return
      try {
        const connection = await node.dial(multiaddr(address), { force: true, signal: AbortSignal.timeout(dialMilliseconds) })
        dials.note(address, device, null)
        // The one that was there stays.
        if (node.getConnections(connection.remotePeer).length > 1) await connection.close()
      } catch (error) {
        dials.note(address, device, dialFailureOf(error, address))
      }
    },
    async inspect() {
      const devices = new Map<DeviceId, boolean>()
      for (const { remotePeer, direction } of node.getConnections())
        if (isDevice(remotePeer))
          devices.set(deviceIdOf(remotePeer), direction === 'inbound' && devices.get(deviceIdOf(remotePeer)) !== false)
      const links = [...devices].map(async ([device, inbound]) => {
        const known = await node.peerStore.get(peerIdOf(device)).catch(() => null)
        return { device, inbound, protocols: known === null || known.protocols.length === 0 ? null : known.protocols }
      })
      return {
        dials: dials.list(),
        heard: lan === null ? null : hearing.list(),
        cutOff: gate.refused(),
        links: await Promise.all(links),
        interfaces: interfaceAddresses(),
        mostPeers: connections,
      }
    },
    prefer(peer) {
      if (gate.prefers(peer)) return
      gate.prefer(peer)
      relaying.preferred(peer)
      node.peerStore.merge(peerIdOf(peer), { tags: { member: { value: 100 } } }).catch(() => undefined)
    },
  }
}
