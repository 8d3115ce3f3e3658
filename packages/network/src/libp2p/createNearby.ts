import type { PeerId, PeerInfo } from '@libp2p/interface'
import type { Clock, DeviceId } from '@daomesh/protocol'
import type { DialBook } from '../inspect/createDialBook.ts'
import { isRelayed } from '../inspect/isRelayed.ts'
import { dialMilliseconds, type Libp2pNode } from './buildNode.ts'
import { deviceIdOf, isDevice, namedAddress } from './deviceIds.ts'
import { dialFailureOf } from './dialFailure.ts'
import type { createHearing } from './hearing.ts'
import { createMeeting } from './meetNearby.ts'

type Parameters = {
  readonly node: Pick<Libp2pNode, 'dial' | 'getConnections' | 'peerStore'>
  readonly clock: Clock
  readonly self: DeviceId
  readonly isUp: () => boolean
  readonly prefers: (device: DeviceId) => boolean
  readonly dials: Pick<DialBook, 'note'>
  readonly hearing: Pick<ReturnType<typeof createHearing>, 'note'>
  readonly forget: (peer: PeerId) => void
}

/** Whom the local network announces: written down, and called where that is of use. */
export const createNearby = ({ node, clock, self, isUp, prefers, dials, hearing, forget }: Parameters) => {
  /** Whoever is reached through a relay is still called where it is found nearby. */
  const isDirect = (id: PeerId): boolean => node.getConnections(id).some(({ remoteAddr }) => !isRelayed(remoteAddr))
  const namedOf = ({ id, multiaddrs }: PeerInfo): string[] => multiaddrs.map((address) => namedAddress(String(address), id))

  const call = async (peer: PeerInfo): Promise<void> => {
    const { id, multiaddrs } = peer
    const device = deviceIdOf(id)
    try {
      await node.peerStore.merge(id, { multiaddrs })
      const force = node.getConnections(id).length > 0
      const { remoteAddr, direction } = await node.dial(id, { force, signal: AbortSignal.timeout(dialMilliseconds) })
      // Of a connection that the peer opened meanwhile it is no address anybody could call.
      if (direction === 'outbound') dials.note(namedAddress(String(remoteAddr), id), device, null)
    } catch (error) {
      // An address that does not answer is announced again at the next query, and tried again then.
      for (const address of namedOf(peer)) dials.note(address, device, dialFailureOf(error, address))
    }
  }
  const meeting = createMeeting<PeerInfo>({
    clock,
    self,
    isUp,
    isMet: ({ id }) => isDirect(id),
    prefers,
    call,
    forget: ({ id }) => forget(id),
  })

  return {
    announced: (peer: PeerInfo): void => {
      if (!isUp()) return
      if (!isDevice(peer.id)) {
        forget(peer.id)
        return
      }
      const device = deviceIdOf(peer.id)
      hearing.note(device, namedOf(peer))
      meeting.announced(peer, device)
    },
    stop: meeting.stop,
  }
}
