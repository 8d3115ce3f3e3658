import { z } from 'zod'
import { fromHex, to0x, toHex } from '../bytes.ts'
import { type ChainIdentity, chainIdentityBytes } from '../chain/identity.ts'
import { decode, encode } from '../codec/encode.ts'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import { DaomeshError } from '../errors/DaomeshError.ts'
import { hashOf } from '../hash.ts'
import type { DeviceId } from '../ids.ts'
import type { DeviceKey, Verifier } from '../ports/ports.ts'
import { decodeLink, encodeLink, linkOnWire, type SignedLink } from './linkOnWire.ts'
import type { QuoteId } from './quote.ts'

export type { SignedLink } from './linkOnWire.ts'

/** A buyer's word that the files of what it bought opened. The purchase itself is a fact of the chain, by the same quote and account. */
export type Opened = SignedLink & { readonly quote: QuoteId; readonly signature: Uint8Array; readonly wire: Uint8Array }

const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.length === length)
const shape = z.tuple([z.literal(1), exactly(32), exactly(64), ...linkOnWire])

const digestOf = (chain: ChainIdentity, quote: QuoteId): Uint8Array => hashOf('daomesh/opened/1', chainIdentityBytes(chain), fromHex(quote))

/**
 * Signs with the device of a link that the files opened.
 * @example
 * openOpened(signOpened({ ...signedLink, chain, quote: quoteIdOf(quoteOf(listing)), deviceKey })).link.member // => signedLink.link.member
 */
export const signOpened = ({
  chain,
  quote,
  link,
  linkSignature,
  deviceKey,
}: SignedLink & { readonly chain: ChainIdentity; readonly quote: QuoteId; readonly deviceKey: Pick<DeviceKey, 'sign'> }): Uint8Array =>
  encode([1, fromHex(quote), deviceKey.sign(digestOf(chain, quote)), ...encodeLink(link, linkSignature)])

/**
 * Reads it from the wire; its signatures are for `checkOpened`.
 * @throws DaomeshError `POST_MALFORMED`.
 * @example
 * openOpened(new Uint8Array(3)) // throws POST_MALFORMED
 */
export const openOpened = (wire: Uint8Array): Opened => {
  try {
    const [, quote, signature, tuple, linkBytes] = shape.parse(decode(wire))
    return { wire, quote: to0x(quote), signature, ...decodeLink(tuple, linkBytes) }
  } catch (cause) {
    throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'opened' }, cause })
  }
}

/**
 * Whether an account signed this link on a chain.
 * @example
 * isLinked(signedLink, chain.chainId, verifier) // => true
 */
export const isLinked = ({ link, linkSignature }: SignedLink, chainId: bigint, verifier: Pick<Verifier, 'recoverAccount'>): boolean =>
  verifier.recoverAccount(hashTypedData(daomeshDomain(chainId), 'LinkDevice', link), linkSignature) === link.member

/**
 * Whether device and account signed what they are said to have signed.
 * @example
 * const wire = signOpened({ ...signedLink, chain, quote: quoteIdOf(quoteOf(listing)), deviceKey })
 * await checkOpened(openOpened(wire), chain, verifier) // => true
 */
export const checkOpened = async (
  opened: Opened,
  chain: ChainIdentity,
  verifier: Pick<Verifier, 'verifyDevice' | 'recoverAccount'>,
): Promise<boolean> => {
  const device = toHex(fromHex(opened.link.device)) as DeviceId
  const [good] = await verifier.verifyDevice([{ device, message: digestOf(chain, opened.quote), signature: opened.signature }])
  return good === true && isLinked(opened, chain.chainId, verifier)
}
