import { z } from 'zod'
import { ballotSheetSchema, accountSignature, decisionSchema } from '../bodies/eip712Bodies.ts'
import { inBytes } from '../bodies/text.ts'
import { fromBase64Url, toBase64Url, toHex } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import { hashOf } from '../hash.ts'
import { type Address, address, amount, draftId, offerId, type OfferId, spaceId, type SpaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { mergerSchema, type Merger } from './merger.ts'
import { dealSides } from './party.ts'

const v = z.literal(1)
const side = z.enum(dealSides)
/** A seat's power fits 64 bits. */
const power = amount.refine((text) => /^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n, 'in 64 bits')

/**
 * What two DAOs give each other: the power that each one's partner has in it from then on, as a decimal string. 0 takes it back, on both sides: they part; or,
 * with `merger`, one of them goes into the other. `note` is Markdown for the members of both. `validUntil`: until when it can be enacted, seconds of chain time.
 */
export const partnershipTermsSchema = z
  .strictObject({
    issuerGives: power,
    hunterGives: power,
    note: inBytes(0, limits.dealBriefBytes),
    validUntil: z
      .number()
      .int()
      .min(0)
      .max(2 ** 40 - 1),
    merger: mergerSchema.optional(),
  })
  .refine(({ merger, issuerGives, hunterGives }) => merger === undefined || [issuerGives, hunterGives].every((text) => text === '0'), {
    error: 'a merger exchanges no power',
    path: ['merger'],
  })
export type PartnershipTerms = z.output<typeof partnershipTermsSchema>

/** One side's offer of a partnership; a counter-offer names the one it answers. `draft`: where the note was written together. */
export const partnershipOfferSchema = z.strictObject({
  side,
  answers: offerId.nullable(),
  terms: partnershipTermsSchema,
  draft: draftId.nullable(),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
})
export type PartnershipOffer = z.output<typeof partnershipOfferSchema>

/**
 * An offer stands under the hash of all that it says, in its deal: who changes a word makes another offer.
 * @example
 * const terms = { issuerGives: '1', hunterGives: '1', note: '', validUntil: 9 }
 * const made = { side: 'issuer' as const, answers: null, terms, draft: null, nonce: '0'.repeat(32) }
 * partnershipOfferIdOf(space, made) === partnershipOfferIdOf(space, { ...made, terms: { ...terms, hunterGives: '2' } }) // => false
 */
export const partnershipOfferIdOf = (space: SpaceId, offer: PartnershipOffer): OfferId =>
  toHex(hashOf('daomesh/partnership-offer/1', space, encode(offer))) as OfferId

/** Ballots that one record brings, at most: one of each seat that a DAO can have. */
const mostBallots = 64

/** Kinds of records of a deal about a partnership; part of `bodies`. */
export const partnershipBodies = {
  'partnership.offer': z.strictObject({ v, offer: partnershipOfferSchema }),
  /** One side's decision for what was agreed, with the ballots that pass it: who holds those of both sides enacts both. */
  'partnership.bring': z.strictObject({
    v,
    side,
    offer: offerId,
    decision: decisionSchema,
    ballots: z.array(z.strictObject({ sheet: ballotSheetSchema, signature: accountSignature })).max(mostBallots),
  }),
} as const

/**
 * What the members of one DAO are asked: that the partner has so much power here (`gives`) and this DAO so much there (`gets`), or that one of both goes into
 * the other (`merger`), by two decisions that are enacted together. `deal` and `offer`: where it was agreed.
 */
export type PartnershipQuestion = {
  readonly deal: SpaceId
  readonly offer: OfferId
  readonly partner: Address
  readonly gives: string
  readonly gets: string
  readonly note: string
  readonly merger: Merger | null
}

const label = 'daomesh/partnership/1'
const written = z.tuple([z.literal(label), spaceId, offerId, address, power, power])
const mergerLabel = 'daomesh/merger/1'
const writtenMerger = z.tuple([z.literal(mergerLabel), spaceId, offerId, address, mergerSchema])
/** Behind the note, so that a person reads the note and a program the rest. */
const block = /^([\s\S]*)\n\n~~~daomesh-partnership\n([A-Za-z0-9_-]+)\n~~~\n?$/

/**
 * The text of the proposal by which a DAO does its part: the note, and behind it what lets anybody work out what both decisions do.
 * @example
 * const asked = { deal: space, offer: offerIdOf(space, offer), partner: dao, gives: '2', gets: '3', note: 'Hi.', merger: null }
 * readPartnershipQuestion(writePartnershipQuestion(asked))?.gets // => '3'
 */
export const writePartnershipQuestion = ({ deal, offer, partner, gives, gets, note, merger }: PartnershipQuestion): string => {
  const block = merger === null ? [label, deal, offer, partner, gives, gets] : [mergerLabel, deal, offer, partner, merger]
  return `${note}\n\n~~~daomesh-partnership\n${toBase64Url(encode(block))}\n~~~\n`
}

/**
 * The partnership in the text of a proposal, or null. Whether the decision does just that is the chain package's to say (`provenPartnership`).
 * @example
 * readPartnershipQuestion('A text.') // => null
 */
export const readPartnershipQuestion = (text: string): PartnershipQuestion | null => {
  const found = block.exec(text)
  if (found === null) return null
  try {
    const read = z.union([written, writtenMerger]).parse(decode(fromBase64Url(found[2] ?? '')))
    const [, deal, offer, partner] = read
    const note = found[1] ?? ''
    return read[0] === label
      ? { deal, offer, partner, gives: read[4], gets: read[5], note, merger: null }
      : { deal, offer, partner, gives: '0', gets: '0', note, merger: read[4] }
  } catch {
    // Anybody writes texts; one whose end is no partnership is a text like any other.
    return null
  }
}
