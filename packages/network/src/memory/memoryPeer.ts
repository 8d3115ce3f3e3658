import { DaomeshError, type DeviceId, deviceId, toError } from '@daomesh/protocol'
import type { StreamHandler } from '../ports/duplex.ts'
import { createDialBook } from '../inspect/createDialBook.ts'
import type { PeerChange, PeerNetwork } from '../ports/peerNetwork.ts'
import type { HubSide, MemoryPeer } from './hubSide.ts'
import { createMemoryDuplexPair } from './memoryDuplex.ts'
import { createMemoryPubSub } from './memoryPubSub.ts'

const scheme = '/memory/'

export const createMemoryPeer = (hub: HubSide, self: DeviceId, discovers: boolean): MemoryPeer => {
  const handlers = new Map<string, StreamHandler>()
  const listeners = new Set<(change: PeerChange) => void>()
  const refusedUntil = new Map<DeviceId, number>()
  const dials = createDialBook(hub.clock)
  let up = false
  const otherEnd = (link: { readonly a: DeviceId; readonly b: DeviceId }): DeviceId => (link.a === self ? link.b : link.a)
  const dropAll = (): void => hub.links.of(self).forEach(hub.drop)
  const gossip = createMemoryPubSub(hub, self)
  const unreachable = (peer: string, reason?: string) =>
    new DaomeshError('PEER_UNREACHABLE', { meta: { peer, ...(reason === undefined ? {} : { reason }) } })
  const deviceIn = (address: string): DeviceId | null => {
    const device = deviceId.safeParse(address.startsWith(scheme) ? address.slice(scheme.length) : '')
    return device.success ? device.data : null
  }
  const setUp = (next: boolean): Promise<void> => {
    if (up !== next) {
      up = next
      if (up) hub.discover(peer)
      else dropAll()
    }
    return Promise.resolve()
  }

  const welcomes = (other: DeviceId): boolean => (refusedUntil.get(other) ?? 0) <= hub.clock.now()

  const network: PeerNetwork = {
    self,
    addresses: () => (up ? [`${scheme}${self}`] : []),
    start: () => setUp(true),
    stop: () => setUp(false),
    setOnline: setUp,
    online: () => up,
    async dial(address) {
      if (!up) throw new DaomeshError('NETWORK_OFF')
      const device = deviceIn(address)
      if (device === null) throw new DaomeshError('INPUT_INVALID', { meta: { address } })
      await new Promise<void>((resolve) => hub.clock.setTimer(resolve, hub.delay() * 2))
      const other = hub.peer(device)
      const failure = other === undefined ? 'refused' : hub.failure(peer, other)
      dials.note(address, device, failure)
      if (other === undefined || failure !== null || !hub.connect(peer, other)) throw unreachable(device, failure ?? 'unclear')
      return device
    },
    peers: () =>
      hub.links.of(self).map((link) => ({ device: otherEnd(link), addresses: [`${scheme}${otherEnd(link)}`], since: link.since })),
    async openStream(device, protocol) {
      if (!up) throw new DaomeshError('NETWORK_OFF')
      const link = hub.links.get(self, device)
      const handler = hub.peer(device)?.handlerOf(protocol)
      if (link === undefined || handler === undefined) throw unreachable(device)
      const pair = createMemoryDuplexPair(hub.clock, hub.delay, self, device)
      link.onDrop.add(pair.cut)
      const forget = (): void => void link.onDrop.delete(pair.cut)
      hub.clock.setTimer(() => {
        // A handler reports its own failures; a stream whose handler failed is cut.
        handler(pair.right).then(forget, (error: unknown) => {
          forget()
          pair.right.abort(toError(error))
        })
      }, hub.delay())
      return pair.left
    },
    handle: (protocol, handler) => void handlers.set(protocol, handler),
    pubsub: gossip.pubsub,
    onPeer(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    cutOff(device, milliseconds) {
      refusedUntil.set(device, hub.clock.now() + milliseconds)
      const link = hub.links.get(self, device)
      if (link !== undefined) hub.drop(link)
      // Like a LAN announcement that is heard again later.
      hub.clock.setTimer(() => hub.discover(peer), milliseconds + 1)
      return Promise.resolve()
    },
    prefer: () => undefined,
    deviceIn,
    // Nobody relays in here: everybody reaches everybody, or is kept apart on purpose.
    ways: () => [],
    probe(address) {
      const other = hub.peer(deviceIn(address) ?? self)
      if (up && other !== undefined && other !== peer) dials.note(address, other.self, hub.failure(peer, other))
      return Promise.resolve()
    },
    inspect: () =>
      Promise.resolve({
        dials: dials.list(),
        heard: null,
        cutOff: [...refusedUntil].filter(([device]) => !welcomes(device)).map(([device, until]) => ({ device, until })),
        links: hub.links.of(self).map((link) => {
          const device = otherEnd(link)
          return { device, inbound: link.b === self, protocols: hub.peer(device)?.protocols() ?? null }
        }),
        interfaces: [],
        mostPeers: Infinity,
      }),
  }
  const peer: MemoryPeer = {
    self,
    discovers,
    network,
    gossip,
    welcomes,
    protocols: () => [...handlers.keys()],
    changed: (change) => listeners.forEach((listener) => listener(change)),
    handlerOf: (protocol) => handlers.get(protocol),
  }
  return peer
}
