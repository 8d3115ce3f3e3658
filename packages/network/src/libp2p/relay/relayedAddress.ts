import type { DeviceId } from '@daomesh/protocol'
import type { Connection } from '@libp2p/interface'
import { deviceInAddress, namedAddress, peerIdOf } from '../deviceIds.ts'

const mark = '/p2p-circuit'

/** The device that relays at an address; null where none is named, or the address is a direct one. */
export const relayInAddress = (address: string): DeviceId | null => {
  const [relay = '', way] = address.split(mark)
  return way === undefined ? null : deviceInAddress(relay)
}

/** Where a device is reached through the relay at the other end of a connection. */
export const throughRelay = ({ remoteAddr, remotePeer }: Pick<Connection, 'remoteAddr' | 'remotePeer'>, device: DeviceId): string =>
  `${namedAddress(String(remoteAddr), remotePeer)}${mark}/p2p/${peerIdOf(device).toString()}`
