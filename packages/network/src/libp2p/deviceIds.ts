import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey, peerIdFromString } from '@libp2p/peer-id'
import { CODE_P2P, multiaddr } from '@multiformats/multiaddr'
import { DaomeshError, type DeviceId, fromHex, toHex } from '@daomesh/protocol'

/** A peer id is the device's Ed25519 key in another spelling. @throws DaomeshError `PEER_UNREACHABLE` for any other kind of key: such a peer is none of ours. */
export const deviceIdOf = (peer: PeerId): DeviceId => {
  if (peer.type !== 'Ed25519') throw new DaomeshError('PEER_UNREACHABLE', { meta: { reason: 'not an Ed25519 peer id' } })
  return toHex(peer.publicKey.raw) as DeviceId
}

export const isDevice = (peer: PeerId): boolean => peer.type === 'Ed25519'

/** @throws when the id is not the encoding of a point; ids from entries were verified before. */
export const peerIdOf = (device: DeviceId): PeerId => peerIdFromPublicKey(publicKeyFromRaw(fromHex(device)))

/** The device that a multiaddr ends with; null where it names none, or is no address at all. */
export const deviceInAddress = (address: string): DeviceId | null => {
  try {
    const named = multiaddr(address)
      .getComponents()
      .findLast(({ code }) => code === CODE_P2P)?.value
    const peer = named === undefined ? null : peerIdFromString(named)
    return peer !== null && isDevice(peer) ? deviceIdOf(peer) : null
  } catch {
    return null
  }
}
