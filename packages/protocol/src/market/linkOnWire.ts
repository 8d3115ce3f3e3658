import { z } from 'zod'
import { fromHex, type Hex, to0x } from '../bytes.ts'
import type { LinkDevice } from '../eip712/types.ts'
import type { Address } from '../ids.ts'

const exactly = (length: number) => z.instanceof(Uint8Array).refine((bytes) => bytes.length === length)
const linkTuple = z.tuple([exactly(20), exactly(32), exactly(32), z.number().int().min(0), exactly(32)])

/** An account's statement that a device speaks for it, and its signature, as the last two members of an array. */
export const linkOnWire = [linkTuple, exactly(65)] as const

export type SignedLink = { readonly link: LinkDevice; readonly linkSignature: Hex }

export const encodeLink = (link: LinkDevice, linkSignature: Hex) =>
  [
    [fromHex(link.member), fromHex(link.device), fromHex(link.exchangeKey), Number(link.notAfter), fromHex(link.nonce)],
    fromHex(linkSignature),
  ] as const

export const decodeLink = (
  [member, device, exchangeKey, notAfter, nonce]: z.output<typeof linkTuple>,
  linkSignature: Uint8Array,
): SignedLink => ({
  link: {
    member: to0x(member) as Address,
    device: to0x(device),
    exchangeKey: to0x(exchangeKey),
    notAfter: BigInt(notAfter),
    nonce: to0x(nonce),
  },
  linkSignature: to0x(linkSignature),
})
