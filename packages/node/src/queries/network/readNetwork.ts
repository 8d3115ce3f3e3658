import { isRefusal, isRelayed } from '@daomesh/network'
import type { NodeContext } from '../../context.ts'
import { hasLeft } from '../../membership/hasLeft.ts'
import { isMemberDevice } from '../../reach/isMemberDevice.ts'
import { isLobby, nameOfSpace } from '../../spaces/space.ts'
import { listDifferences } from '../listDifferences.ts'
import { nameOfDevice } from '../nameOfDevice.ts'

/** Peers, addresses, and per space how far this node and its peers agree. */
export const readNetwork = (node: NodeContext) => {
  const { network, deviceKey } = node.adapters
  const spaces = node.spaces.all()
  const self = node.account.current()
  return {
    online: network.online(),
    state: node.reach.state(),
    device: deviceKey.device,
    addresses: [...node.reach.addresses()],
    relayed: node.reach.addresses().filter(isRelayed),
    differences: listDifferences(node),
    peers: network.peers().map((peer) => ({
      device: peer.device,
      names: [...new Set(spaces.flatMap((space) => nameOfDevice(space, peer.device) ?? []))],
      addresses: [...peer.addresses],
      relayed: peer.addresses.length > 0 && peer.addresses.every(isRelayed),
      since: peer.since,
      latency: peer.latency ?? null,
    })),
    spaces: spaces.map((space) => {
      const waiting = space.replica.waiting()
      return {
        space: space.id,
        kind: space.record.type,
        name: nameOfSpace(space),
        entries: space.replica.count(),
        pending: waiting.past + waiting.view + waiting.key,
        lastSync: node.reach.book.lastSync(space.id),
        // Whom nothing is sent to there is equal with nobody: who left, was removed, or waits at the door.
        peers: (self !== null && hasLeft(space, self) ? [] : [...node.reach.book.of(space.id)])
          .filter(([device, { ours }]) => ours === 'admit' && (isLobby(space) || isMemberDevice(space, device)))
          .map(([device, line]) => ({
            device,
            name: nameOfDevice(space, device),
            equal: isRefusal(line.theirs) ? null : line.equal,
          })),
      }
    }),
  }
}
