import type { DeviceId } from '@daomesh/protocol'
import type { NetworkInspection } from '../ports/inspection.ts'
import type { ConnectedPeer } from '../ports/peerNetwork.ts'
import type { Libp2pNode } from './buildNode.ts'
import { deviceIdOf, isDevice, peerIdOf } from './deviceIds.ts'

/** Who is connected, with every way there is to each of them. */
export const listPeers = (node: Pick<Libp2pNode, 'getConnections'>): ConnectedPeer[] => {
  const peers = new Map<DeviceId, ConnectedPeer>()
  for (const { remotePeer, remoteAddr, timeline, rtt } of node.getConnections()) {
    if (!isDevice(remotePeer)) continue
    const device = deviceIdOf(remotePeer)
    const addresses = [...(peers.get(device)?.addresses ?? []), String(remoteAddr)]
    peers.set(device, { device, addresses, since: timeline.open, ...(rtt === undefined ? {} : { latency: rtt }) })
  }
  return [...peers.values()]
}

/** Who called whom, and what each of them speaks; null where it did not say yet. */
export const listLinks = (node: Pick<Libp2pNode, 'getConnections' | 'peerStore'>): Promise<NetworkInspection['links'][number][]> => {
  const devices = new Map<DeviceId, boolean>()
  for (const { remotePeer, direction } of node.getConnections())
    if (isDevice(remotePeer)) devices.set(deviceIdOf(remotePeer), direction === 'inbound' && devices.get(deviceIdOf(remotePeer)) !== false)
  const links = [...devices].map(async ([device, inbound]) => {
    const known = await node.peerStore.get(peerIdOf(device)).catch(() => null)
    return { device, inbound, protocols: known === null || known.protocols.length === 0 ? null : known.protocols }
  })
  return Promise.all(links)
}
