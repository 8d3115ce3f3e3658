import { z } from 'zod'
import type { Hex } from '../bytes.ts'
import { amount, type Address, address, type BountyId, bytes32 } from '../ids.ts'

/** EIP-712 fields of an agreement, as the escrow hashes them. */
export const agreementFields = [
  { name: 'issuer', type: 'address' },
  { name: 'hunter', type: 'address' },
  { name: 'token', type: 'address' },
  { name: 'amount', type: 'uint128' },
  { name: 'termsHash', type: 'bytes32' },
  { name: 'deliverBy', type: 'uint40' },
  { name: 'reviewPeriod', type: 'uint32' },
  { name: 'reviewer', type: 'address' },
  { name: 'arbiter', type: 'address' },
  { name: 'defaultSplit', type: 'uint16' },
  { name: 'parent', type: 'bytes32' },
  { name: 'validUntil', type: 'uint40' },
  { name: 'nonce', type: 'uint256' },
] as const

/**
 * What issuer and hunter of a bounty agree on; its digest is the bounty's id. `amount` in the token's smallest unit (token zero: ETH); `deliverBy` and
 * `validUntil` (until when it can be funded) in seconds of chain time, `reviewPeriod` in seconds; `defaultSplit` in basis points to the hunter where the
 * arbiter stays silent; `parent` the bounty above, or zero.
 */
export type Agreement = {
  readonly issuer: Address
  readonly hunter: Address
  readonly token: Address
  readonly amount: bigint
  readonly termsHash: Hex
  readonly deliverBy: number
  readonly reviewPeriod: number
  readonly reviewer: Address
  readonly arbiter: Address
  readonly defaultSplit: number
  readonly parent: BountyId | Hex
  readonly validUntil: number
  readonly nonce: bigint
}

const isBelow = (text: string, bits: number): boolean => /^[0-9]{1,78}$/.test(text) && BigInt(text) < 1n << BigInt(bits)
const uint = (bits: number) => amount.refine((text) => isBelow(text, bits)).transform((text) => BigInt(text))
const nat = (max: number) => z.number().int().min(0).max(max)

/** An agreement as it stands in records and on wires: amount and nonce as decimal strings. */
export const agreementSchema: z.ZodType<Agreement> = z.strictObject({
  issuer: address,
  hunter: address,
  token: address,
  amount: uint(128),
  termsHash: bytes32,
  deliverBy: nat(2 ** 40 - 1),
  reviewPeriod: nat(2 ** 32 - 1),
  reviewer: address,
  arbiter: address,
  defaultSplit: nat(10_000),
  parent: bytes32,
  validUntil: nat(2 ** 40 - 1),
  nonce: uint(256),
})
