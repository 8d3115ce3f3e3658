import { concatBytes, fromHex, type Hex, to0x } from '../bytes.ts'
import { keccak256 } from '../hash.ts'
import type { Address } from '../ids.ts'
import { type Listing, workOf } from './listing.ts'

/** What one revision of a listing asks for a copy, as the till takes it (contracts R26): seller, price and work cannot be told apart from its id. */
export type Quote = {
  readonly seller: Address
  /** 0 is the chain's own coin. */
  readonly token: Address
  readonly price: bigint
  /** How many are sold by it; 0 for as many as are asked for. */
  readonly copies: number
  /** The last second of chain time at which it can be bought. */
  readonly until: number
  readonly work: Hex
}
/** `0x` + 64 hex digits: keccak256 of the encoded quote. */
export type QuoteId = Hex

const word = (value: bigint): Uint8Array => fromHex(`0x${value.toString(16).padStart(64, '0')}`)

/**
 * The quote of a listing: what its buyers pay by.
 * @example
 * quoteOf(listing).until // => listing.expires
 */
export const quoteOf = (listing: Listing): Quote => ({
  seller: listing.issuer,
  token: listing.price.token,
  price: BigInt(listing.price.amount),
  copies: listing.copies,
  until: listing.expires,
  work: workOf(listing),
})

/**
 * The id of a quote, as the contract computes it: keccak256 of the ABI encoding of its six fields. So the chain alone shows what was paid for what.
 * @example
 * const cheaper = { ...listing, price: { ...listing.price, amount: '1' } }
 * quoteIdOf(quoteOf(listing)) === quoteIdOf(quoteOf(cheaper)) // => false
 */
export const quoteIdOf = ({ seller, token, price, copies, until, work }: Quote): QuoteId =>
  to0x(
    keccak256(
      concatBytes(word(BigInt(seller)), word(BigInt(token)), word(price), word(BigInt(copies)), word(BigInt(until)), word(BigInt(work))),
    ),
  )
