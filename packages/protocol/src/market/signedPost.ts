import { z } from 'zod'
import { fromHex, type Hex, toHex } from '../bytes.ts'
import { type ChainIdentity, chainIdentityBytes } from '../chain/identity.ts'
import { decode, encode } from '../codec/encode.ts'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import type { LinkDevice } from '../eip712/types.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf } from '../hash.ts'
import type { DeviceId, SpaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import type { DeviceKey, Verifier } from '../ports/ports.ts'
import { decodeLink, encodeLink, linkOnWire } from './linkOnWire.ts'
import { decodePost, encodePost, isListing, type MarketPost, revisionIdOf } from './post.ts'
import type { RevisionId } from './postFields.ts'

/**
 * A post as it travels: signed by a device, with the account's statement that this device speaks for it. Where the account is not the issuer itself, it
 * claims to sit in the roster of the issuing DAO, which only the chain can show.
 */
export type SignedPost = {
  readonly wire: Uint8Array
  readonly id: RevisionId
  readonly post: MarketPost
  readonly link: LinkDevice
  readonly linkSignature: Hex
  readonly signature: Uint8Array
}

const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.length === length)
const envelope = z.tuple([z.literal(1), z.instanceof(Uint8Array), exactly(64), ...linkOnWire])

/**
 * The market of a chain as a space: whoever knows the chain can name it.
 * @example
 * marketSpaceOf(chain) === marketSpaceOf({ ...chain, chainId: 1n }) // => false
 */
export const marketSpaceOf = (chain: ChainIdentity): SpaceId =>
  toHex(hashOf('daomesh/space/market/1', chainIdentityBytes(chain))) as SpaceId

/**
 * The gossip topic of a market.
 * @example
 * marketTopicOf(marketSpaceOf(chain)).length // => 64
 */
export const marketTopicOf = (market: SpaceId): string => toHex(hashOf('daomesh/topic/market/1', fromHex(market)))

/**
 * Signs a post with the device that the link names.
 * @throws DaomeshError `POST_MALFORMED` for a post that is not of its form, or longer than posts may be.
 * @example
 * openPost(signPost({ ...signedLink, post: marketPost, deviceKey })).post.issuer // => marketPost.issuer
 */
export const signPost = ({
  post,
  link,
  linkSignature,
  deviceKey,
}: {
  readonly post: MarketPost
  readonly link: LinkDevice
  readonly linkSignature: Hex
  readonly deviceKey: Pick<DeviceKey, 'sign'>
}): Uint8Array => {
  const bytes = encodePost(post)
  const wire = encode([1, bytes, deviceKey.sign(fromHex(revisionIdOf(bytes))), ...encodeLink(link, linkSignature)])
  if (wire.length > limits.postBytes) throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'size', bytes: wire.length } })
  return wire
}

/**
 * Reads a post from the wire; its signatures are for `checkPost`.
 * @throws DaomeshError `POST_MALFORMED`, `POST_NEWER`.
 * @example
 * openPost(new Uint8Array(3)) // throws POST_MALFORMED
 */
export const openPost = (wire: Uint8Array): SignedPost => {
  if (wire.length > limits.postBytes) throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'size' } })
  let raw: unknown
  try {
    raw = decode(wire)
  } catch (cause) {
    throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'encoding' }, cause })
  }
  if (Array.isArray(raw) && Number.isSafeInteger(raw[0]) && Number(raw[0]) > 1) throw new DaomeshError('POST_NEWER')
  const parsed = envelope.safeParse(raw)
  if (!parsed.success) throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'envelope' }, cause: parsed.error })
  const [, bytes, signature, tuple, linkBytes] = parsed.data
  const post = decodePost(bytes)
  const linked = decodeLink(tuple, linkBytes)
  // Only a DAO sells: there is no inbox that an account's buyers could pay into.
  if (isListing(post) && linked.link.member === post.issuer) throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'no DAO' } })
  return { wire, id: revisionIdOf(bytes), post, ...linked, signature }
}

/**
 * Whether device and account signed what they are said to have signed. The device first: it costs a twentieth of the other.
 * @example
 * await checkPost(openPost(signPost({ ...signedLink, post: marketPost, deviceKey })), verifier) // => true
 */
export const checkPost = async (
  { id, post, link, linkSignature, signature }: SignedPost,
  verifier: Pick<Verifier, 'verifyDevice' | 'recoverAccount'>,
): Promise<boolean> => {
  const device = link.device.slice(2) as DeviceId
  const [good] = await verifier.verifyDevice([{ device, message: fromHex(id), signature }])
  if (good !== true) return false
  return (
    verifier.recoverAccount(hashTypedData(daomeshDomain(BigInt(post.chain.chainId)), 'LinkDevice', link), linkSignature) === link.member
  )
}

/**
 * Whether a post is of this chain.
 * @example
 * isOfChain(marketPost, chain) // => true
 */
export const isOfChain = ({ chain }: Pick<MarketPost, 'chain'>, { chainId, genesisHash }: ChainIdentity): boolean =>
  chain.chainId === chainId.toString() && chain.genesisHash === genesisHash
