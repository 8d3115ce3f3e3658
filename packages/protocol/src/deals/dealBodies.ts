import { z } from 'zod'
import { daoSignature } from '../bodies/eip712Bodies.ts'
import { inBytes } from '../bodies/text.ts'
import { bountyPlaceSchema } from '../bounties/bountyPlace.ts'
import { bountyPlanSchema } from '../bounties/bountyPlan.ts'
import { deliverySchema } from '../bounties/delivery.ts'
import { termsSchema } from '../bounties/terms.ts'
import { toHex } from '../bytes.ts'
import { encode } from '../codec/encode.ts'
import { hashOf } from '../hash.ts'
import { address, amount, bytes32, draftId, offerId, type OfferId, type SpaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { dealOpeningSchema } from './dealOpening.ts'
import { partnershipBodies } from './partnership.ts'
import { promiseBodies } from './powerPromise.ts'
import { dealSides } from './party.ts'

const v = z.literal(1)
const side = z.enum(dealSides)
const nat = (bits: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(2 ** bits - 1)
const isWord = (text: string): boolean => /^\d{1,78}$/.test(text) && BigInt(text) > 0n && BigInt(text) < 1n << 128n

/**
 * Structured terms, by the names of the agreement that they become: everything but the two parties, and the nonce, which follows from the offer.
 * Times are seconds, of chain time; `defaultSplit` is the hunter's part in basis points if the arbiter stays silent; `parent` the bounty above or 0.
 */
export const offerTermsSchema = z.strictObject({
  token: address,
  amount: amount.refine(isWord, 'more than 0, in 128 bits'),
  termsHash: bytes32,
  deliverBy: nat(40),
  reviewPeriod: nat(32),
  reviewer: address,
  arbiter: address,
  defaultSplit: nat(16).max(10_000),
  parent: bytes32,
  /** Until when it can be funded: the end of the offer. */
  validUntil: nat(40),
})
export type OfferTerms = z.output<typeof offerTermsSchema>

/** One side's offer; a counter-offer names the one it answers. */
export const offerSchema = z
  .strictObject({
    side,
    answers: offerId.nullable(),
    terms: offerTermsSchema,
    note: inBytes(0, limits.dealNoteBytes),
    nonce: z.string().regex(/^[0-9a-f]{32}$/),
  })
  .refine(({ terms }) => terms.validUntil < terms.deliverBy, 'funded before it is due')
export type Offer = z.output<typeof offerSchema>

/**
 * An offer stands under the hash of all that it says, in its deal: who changes a word makes another offer.
 * @example
 * offerIdOf(space, offer) === offerIdOf(space, { ...offer, note: 'Soon.' }) // => false
 */
export const offerIdOf = (space: SpaceId, offer: Offer): OfferId => toHex(hashOf('daomesh/offer/1', space, encode(offer))) as OfferId

/** Kinds of records of a deal; part of `bodies`. Each names the side it speaks for, since somebody may belong to both. */
export const dealBodies = {
  'deal.open': z.strictObject({ v, side, opening: dealOpeningSchema }),
  /** Freezes a brief: what the `termsHash` of offers commits to. */
  'deal.brief': z.strictObject({ v, side, draft: draftId.nullable(), brief: termsSchema }),
  'deal.offer': z.strictObject({ v, offer: offerSchema }),
  'deal.withdraw': z.strictObject({ v, side, offer: offerId }),
  /** With `offer` null the whole deal. */
  'deal.decline': z.strictObject({ v, side, offer: offerId.nullable(), reason: inBytes(0, limits.dealNoteBytes) }),
  'deal.accept': z.strictObject({ v, side, offer: offerId }),
  /** The hunter's signature of the agreement that an offer becomes. */
  'deal.sign': z.strictObject({ v, offer: offerId, signature: daoSignature }),
  /** By the hunter's side: what was made; the chain is told its hash. */
  'deal.deliver': z.strictObject({ v, delivery: deliverySchema }),
  /** By the issuer's side, which split its own bounty: where the bounty of this deal stands in the pyramid. */
  'deal.place': z.strictObject({ v, place: bountyPlaceSchema }),
  /** By the hunter's side, which passes the bounty of this deal on: among whom, and what those have planned below. */
  'deal.plan': z.strictObject({ v, plan: bountyPlanSchema }),
  /** Lets in whom both sides agreed on as arbiter. Readable without the key, since what the arbiter writes waits for it everywhere. */
  'deal.arbiter': z.strictObject({ v, side, arbiter: address }),
  ...promiseBodies,
  ...partnershipBodies,
  /** Written in the space of a DAO: that it is a party of this deal, or with `arbiter` that both sides agreed on it, for its members' nodes to open it. */
  'deal.join': z.strictObject({ v, opening: dealOpeningSchema, arbiter: z.literal(true).optional() }),
} as const
