import { type Address, type Terms, type DealSide, dealSides, type Hex, type Offer, type OfferId, otherSide } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type {
  BriefValue,
  DealDeclinedValue,
  DealOpenedValue,
  OfferAnswerValue,
  OfferSignatureValue,
  OfferValue,
  OfferWithdrawnValue,
} from '../fold/values.ts'
import { type Registers, valueAt, valuesOf } from '../selectors/registers.ts'
import { isLater, newestOf } from './newestOf.ts'

/** What is not in the records: the present, and what only the signature check or the chain can tell. */
export type DealPresent = {
  /** Seconds of chain time. */
  readonly now: number
  /** Whether this signs, for the hunter, the agreement that the offer becomes. */
  readonly signs: (offer: OfferId, signature: Hex) => boolean
  /** Whether the agreement of the offer holds money on the chain. */
  readonly isFunded: (offer: OfferId) => boolean
}

/** Where an offer stands; see D6. */
export const offerStatuses = ['open', 'agreed', 'signed', 'funded', 'declined', 'withdrawn', 'replaced', 'expired'] as const
export type OfferStatus = (typeof offerStatuses)[number]

export type OfferRow = {
  readonly id: OfferId
  readonly offer: Offer
  readonly by: Address
  readonly at: number
  readonly depth: number
  /** The brief that its `termsHash` names; null where it is not here yet, so that nobody can read what is offered. */
  readonly brief: Terms | null
  readonly status: OfferStatus
  /** What the other side said last. */
  readonly answer: OfferAnswerValue | null
  /** Taken back in words. A signature that was given stays usable until the offer ends, or until it is cancelled on the chain. */
  readonly withdrawn: OfferWithdrawnValue | null
  /** A signature by the hunter that holds. */
  readonly signature: Hex | null
}

export type DealStatus = 'talking' | 'agreed' | 'signed' | 'funded' | 'declined' | 'expired'

export type DealState = {
  readonly opened: DealOpenedValue | null
  /** In causal order, then by id. */
  readonly offers: readonly OfferRow[]
  readonly briefs: readonly BriefValue[]
  readonly status: DealStatus
  /** The offer that the status speaks of: the furthest one, of equals the newest. */
  readonly current: OfferRow | null
  /** Which side broke off, if that still stands. */
  readonly declined: DealDeclinedValue | null
}

type Found = Omit<OfferRow, 'status'>

const statusOf = (one: Found, newest: ReadonlyMap<DealSide, Found>, { now, isFunded }: DealPresent): OfferStatus => {
  if (isFunded(one.id)) return 'funded'
  if (now > one.offer.terms.validUntil) return 'expired'
  if (one.signature !== null) return 'signed'
  if (one.withdrawn !== null) return 'withdrawn'
  if (one.answer?.answer === 'accept') return 'agreed'
  if (one.answer?.answer === 'decline') return 'declined'
  const last = newest.get(one.offer.side)
  return last !== undefined && isLater(last, one) ? 'replaced' : 'open'
}

const furthest: readonly OfferStatus[] = ['funded', 'signed', 'agreed', 'open']

/**
 * A deal as its records stand: every offer with its state, and what the whole has come to. Pure; equal sets of records give equal answers.
 * @example
 * dealState(registers, { now: 1, signs: () => false, isFunded: () => false }).status // => 'talking'
 */
export const dealState = (registers: Registers, present: DealPresent): DealState => {
  const found = registers.entries(keys.offers).map(({ key, value }): Found => {
    const id = key.slice(keys.offers.length) as OfferId
    const { offer, by, at, depth } = value as OfferValue
    return {
      id,
      offer,
      by,
      at,
      depth,
      brief: valueAt<BriefValue>(registers, keys.brief(offer.terms.termsHash))?.brief ?? null,
      answer: valueAt<OfferAnswerValue>(registers, keys.offerAnswer(id, otherSide(offer.side))) ?? null,
      withdrawn: valueAt<OfferWithdrawnValue>(registers, keys.offerWithdrawn(id, offer.side)) ?? null,
      signature:
        valuesOf<OfferSignatureValue>(registers, keys.offerSignaturesOf(id)).find(({ signature }) => present.signs(id, signature))
          ?.signature ?? null,
    }
  })
  const newest = newestOf(found)
  const offers = found
    .toSorted((a, b) => (isLater(a, b) ? 1 : -1))
    .map((one): OfferRow => ({ ...one, status: statusOf(one, newest, present) }))
  const current = furthest.flatMap((status) => offers.findLast((one) => one.status === status) ?? [])[0] ?? null
  // Who offers or accepts again after breaking off talks again.
  const spoken = (side: DealSide): number =>
    offers.reduce((last, { offer, depth, answer }) => {
      const offered = offer.side === side ? depth : -1
      const accepted = answer?.side === side && answer.answer === 'accept' ? answer.depth : -1
      return Math.max(last, offered, accepted)
    }, -1)
  const declined =
    dealSides
      .flatMap((side) => valueAt<DealDeclinedValue>(registers, keys.dealDeclined(side)) ?? [])
      .filter(({ side, depth }) => depth > spoken(side))
      .toSorted((a, b) => a.depth - b.depth || (a.entry < b.entry ? -1 : 1))
      .at(-1) ?? null
  const status = ((): DealStatus => {
    if (current !== null && (current.status === 'funded' || current.status === 'signed')) return current.status
    if (declined !== null) return 'declined'
    if (current?.status === 'agreed') return 'agreed'
    return offers.length > 0 && offers.every((one) => one.status === 'expired') ? 'expired' : 'talking'
  })()
  return {
    opened: valueAt<DealOpenedValue>(registers, keys.dealOpened) ?? null,
    offers,
    briefs: valuesOf<BriefValue>(registers, keys.briefs),
    status,
    current,
    declined,
  }
}
