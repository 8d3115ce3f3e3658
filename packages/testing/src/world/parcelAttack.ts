import { createDevnetSigner, type DevnetAccount, devnetAccounts } from '@daomesh/chain/devnet'
import type { MemoryChain } from '@daomesh/chain/memory'
import { parcelIdOf, type ParcelPlace, sealLetter } from '@daomesh/market'
import type { PeerNetwork } from '@daomesh/network'
import {
  bodyHashOf,
  daomeshDomain,
  type DealOpening,
  decode,
  decodeDealOpening,
  type DeviceId,
  type DeviceKey,
  encode,
  encodeDealOpening,
  encodeEntry,
  encodeHeader,
  exchangePublicKey,
  fromBase64Url,
  fromHex,
  governanceStream,
  hashOf,
  type Hex,
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

export type Linked = { readonly link: LinkDevice; readonly signature: Hex }

/** An account's statement that a device speaks for it. */
export const linkOf = async (account: DevnetAccount, device: DeviceKey): Promise<Linked> => {
  const link: LinkDevice = {
    member: account.address,
    device: to0x(fromHex(device.device)),
    exchangeKey: to0x(exchangePublicKey(device.exchangeSecret)),
    notAfter: 2_000_000_000n,
    nonce: to0x(hashOf('test/nonce')),
  }
  const signature = await createDevnetSigner([account]).sign(account.address, {
    type: 'typedData',
    domain: daomeshDomain(31_337n),
    name: 'LinkDevice',
    message: link,
    context: { title: '', lines: [] },
  })
  return { link, signature }
}

/** The opening in a deal's link. */
export const parseOpening = (link: string): DealOpening => {
  const read = decode(fromBase64Url(link.split('#1')[1] ?? '')) as { readonly o: Uint8Array }
  return decodeDealOpening(read.o)
}

type Writing = { readonly opening: DealOpening; readonly linked: Linked; readonly by: DeviceKey; readonly to: DeviceKey }

/** A letter as node M264 has it, of whatever opening and link, signed by whichever device. */
export const letterOf = ({ opening, linked, by, to }: Writing): Uint8Array => {
  const bytes = encodeDealOpening(opening)
  const signed = by.sign(hashOf('daomesh/letter/1', fromHex(to.device), bytes))
  const [key, ephemeral] = [hashOf('test/key', signed), hashOf('test/ephemeral', signed)]
  return sealLetter(encode(toRecord({ v: 1, opening: bytes, ...linked, by: signed })), exchangePublicKey(to.exchangeSecret), key, ephemeral)
}

/** The opening of a stranger's log: well formed, signed by its device, which its account linked. */
export const strangersEntry = async (space: SpaceId, device: DeviceKey): Promise<Uint8Array> => {
  const [, , , , , stranger] = devnetAccounts(6)
  if (stranger === undefined) throw new RangeError('an account of its own')
  const { link, signature } = await linkOf(stranger, device)
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
