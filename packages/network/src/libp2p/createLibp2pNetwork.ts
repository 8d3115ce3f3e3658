import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import type { Connection, PeerId } from '@libp2p/interface'
import type { Clock, DeviceKey } from '@daomesh/protocol'
import { createDialBook } from '../inspect/createDialBook.ts'
import type { PeerChange, PeerNetwork } from '../ports/peerNetwork.ts'
import type { RelayFor } from '../ports/relay.ts'
import { buildNode, dialMilliseconds, mostConnections } from './buildNode.ts'
import { createConnectionGate } from './connectionGate.ts'
import { createConnectionLife } from './connectionLife.ts'
import { createCalls } from './createCalls.ts'
import { createNearby } from './createNearby.ts'
import { deviceIdOf, deviceInAddress, isDevice, peerIdOf } from './deviceIds.ts'
import { createForgetting } from './forgetStrangers.ts'
import { createGossipRouter } from './gossipRouter.ts'
import { createHearing } from './hearing.ts'
import { createLanDiscovery, type MdnsOptions } from './lanDiscovery.ts'
import { listLinks, listPeers } from './listPeers.ts'
import { createRelaying } from './relay/createRelaying.ts'
import { type AddressChange, interfaceAddresses, watchAddresses } from './watchAddresses.ts'

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

/** Strangers get half of the connections: whoever fills those keeps no member out. */
const strangersAtMost = 64

/** A libp2p node behind the PeerNetwork port: TCP, Noise, Yamux, gossipsub, mDNS. Starts offline; `start` listens and searches. */
export const createLibp2pNetwork = async (p: Libp2pNetworkParameters): Promise<PeerNetwork> => {
  const { clock } = p
  const privateKey = await generateKeyPairFromSeed('Ed25519', p.deviceKey.seed)
  const mostStrangers = p.strangers ?? strangersAtMost
  const isStranger = ({ direction, remotePeer }: Connection): boolean =>
    direction === 'inbound' && !(isDevice(remotePeer) && gate.prefers(deviceIdOf(remotePeer)))
  const gate = createConnectionGate(clock, () => node.getConnections().filter(isStranger).length >= mostStrangers)
  const relaying = createRelaying({ clock, serves: p.relay ?? null, prefers: gate.prefers, dialMilliseconds })
  const gossip = createGossipRouter(clock)
  const dials = createDialBook(clock)
  const hearing = createHearing(clock)
  const options = p.mdns === true || p.mdns === undefined ? {} : p.mdns
  const lan = options === false ? null : createLanDiscovery(options, (found) => nearby.announced(found))
  const { node, confirmAddresses } = await buildNode({
    privateKey,
    listen: p.listen,
    announce: p.announce ?? [],
    gate,
    relaying,
    gossip,
    lan,
    isRelay: p.relay !== undefined,
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
  const isUp = (): boolean => up
  let unwatch: () => void = () => undefined

  const life = createConnectionLife(clock, () => node.getConnections())
  const nearby = createNearby({ node, clock, self, isUp, prefers: gate.prefers, dials, hearing, forget: forgetting.left })
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
    nearby.stop()
    await lan?.pause()
    await Promise.allSettled(node.getConnections().map((connection) => connection.close()))
  }

  node.addEventListener('peer:connect', ({ detail }) => isDevice(detail) && emit({ type: 'connect', device: deviceIdOf(detail) }))
  node.addEventListener('peer:disconnect', ({ detail }) => {
    if (!isDevice(detail)) return
    if (up) dials.gone(deviceIdOf(detail))
    forgetting.left(detail)
    emit({ type: 'disconnect', device: deviceIdOf(detail) })
  })

  return {
    self,
    ...createCalls({ node, self, isUp, dials, life, relaying }),
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
    online: isUp,
    peers: () => listPeers(node),
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
    inspect: async () => ({
      dials: dials.list(),
      heard: lan === null ? null : hearing.list(),
      cutOff: gate.refused(),
      links: await listLinks(node),
      interfaces: interfaceAddresses(),
      mostPeers: mostConnections,
    }),
    prefer(peer) {
      if (gate.prefers(peer)) return
      gate.prefer(peer)
      relaying.preferred(peer)
      node.peerStore.merge(peerIdOf(peer), { tags: { member: { value: 100 } } }).catch(() => undefined)
    },
  }
}
