import { type Address, decode, DaomeshError, encode, isListing, type Listing, openPost, type QuoteId } from '@daomesh/protocol'
import { z } from 'zod'

/** Something that this node's account bought, or opened for nothing. */
export type Purchase = {
  readonly quote: QuoteId
  readonly listing: Listing
  /** The signed post, as it stood when it was bought. */
  readonly wire: Uint8Array
  /** Whose copy it is: this node's account, or a DAO that it sits in. */
  readonly reader: Address
  /** Opens the work; null before anybody handed it over. */
  readonly key: Uint8Array | null
  /** The files were here, whole, and opened. */
  readonly opened: boolean
  /** Milliseconds, for display. */
  readonly at: number
}

const row = z.strictObject({
  v: z.literal(1),
  post: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
  reader: z.string(),
  key: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && bytes.length === 32).nullable(),
  opened: z.boolean(),
  at: z.number(),
})

export const writePurchase = ({ wire, reader, key, opened, at }: Omit<Purchase, 'quote' | 'listing'>): Uint8Array =>
  encode({ v: 1, post: wire, reader, key, opened, at })

/** @throws where the row is none. */
export const readPurchase = (value: Uint8Array, quoteOf: (listing: Listing) => QuoteId): Purchase => {
  const { post: wire, reader, key, opened, at } = row.parse(decode(value))
  const { post: listing } = openPost(wire)
  if (!isListing(listing)) throw new DaomeshError('POST_MALFORMED', { meta: { reason: 'no listing' } })
  return { quote: quoteOf(listing), listing, wire, reader: reader as Address, key, opened, at }
}
