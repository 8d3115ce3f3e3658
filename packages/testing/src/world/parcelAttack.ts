import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import type { MemoryChain } from '@daomesh/chain/memory'
import { parcelIdOf, type ParcelPlace } from '@daomesh/market'
import type { PeerNetwork } from '@daomesh/network'
import {
  bodyHashOf,
  daomeshDomain,
  type DeviceId,
  type DeviceKey,
  encode,
  encodeEntry,
  encodeHeader,
  exchangePublicKey,
  fromHex,
  governanceStream,
  hashOf,
  type LinkDevice,
  logIdOf,
  marketSpaceOf,
  signedBytes,
  type SpaceId,
  to0x,
  toHex,
  toRecord,
  type ViewId,
} from '@daomesh/protocol'

/** The opening of a stranger's log: well formed, signed by its device, which its account linked. */
export const strangersEntry = async (space: SpaceId, device: DeviceKey): Promise<Uint8Array> => {
  const [, , , , , stranger] = devnetAccounts(6)
  if (stranger === undefined) throw new RangeError('an account of its own')
  const link: LinkDevice = {
    member: stranger.address,
    device: to0x(fromHex(device.device)),
    exchangeKey: to0x(exchangePublicKey(device.exchangeSecret)),
    notAfter: 2_000_000_000n,
    nonce: to0x(hashOf('test/nonce')),
  }
  const domain = daomeshDomain(31_337n)
  const signature = await createDevnetSigner([stranger]).sign(stranger.address, {
    type: 'typedData',
    domain,
    name: 'LinkDevice',
    message: link,
    context: { title: '', lines: [] },
  })
  const body = encode(toRecord({ v: 1, link, signature }))
  const opening = { stream: governanceStream, incarnation: 'ab'.repeat(16) }
  const headerBytes = encodeHeader({
    v: 1,
    space,
    log: logIdOf(device.device, space, opening),
    seq: 0,
    prev: null,
    parents: [],
    view: toHex(hashOf('test/view')) as ViewId,
    at: 1_800_000_000_000,
    device: device.device,
    opening,
    kind: 'log.open',
    keyId: null,
    bodyHash: bodyHashOf(body),
    bodySize: body.length,
  })
  return encodeEntry({ headerBytes, signature: device.sign(signedBytes(headerBytes)), body })
}

/** Leaves parcels at a carrier, as the frames of market I19 say. */
export const leaveParcels = async (
  from: PeerNetwork,
  carrier: DeviceId,
  chain: Pick<MemoryChain, 'profile'>,
  place: ParcelPlace,
  sealed: readonly Uint8Array[],
): Promise<void> => {
  const stream = await from.openStream(carrier, '/daomesh/parcels/1')
  const ids = sealed.map((one) => fromHex(parcelIdOf(one)))
  for (const frame of [
    [0, 1, fromHex(marketSpaceOf(chain.profile.identity)), []],
    [4, place.kind === 'box' ? 0 : 1, fromHex(place.name), ids],
    [6, sealed],
  ]) {
    await stream.send(encode(frame))
    await stream.receive()
  }
  await stream.close()
}
