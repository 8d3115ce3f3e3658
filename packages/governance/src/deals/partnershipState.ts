import { type Address, type DealSide, type OfferId, otherSide, type PartnershipOffer } from '@daomesh/protocol'
import { keys } from '../fold/keys.ts'
import type { DealOpenedValue, OfferAnswerValue, OfferWithdrawnValue, PartnershipOfferValue } from '../fold/values.ts'
import { type Registers, valueAt } from '../selectors/registers.ts'
import { isLater, newestOf } from './newestOf.ts'

/** What is not in the records: the present, and what only the chain can tell. */
export type PartnershipPresent = {
  /** Seconds of chain time. */
  readonly now: number
  /** Whether the two decisions of this offer were enacted. */
  readonly isEnacted: (offer: OfferId) => boolean
}

/** Where an offer of a partnership stands (O23). */
export const partnershipStatuses = ['open', 'agreed', 'enacted', 'declined', 'withdrawn', 'replaced', 'expired'] as const
export type PartnershipStatus = (typeof partnershipStatuses)[number]

export type PartnershipRow = {
  readonly id: OfferId
  readonly offer: PartnershipOffer
  readonly by: Address
  readonly at: number
  readonly depth: number
  readonly status: PartnershipStatus
  /** What the other side said last. */
  readonly answer: OfferAnswerValue | null
  /** Taken back in words. Ballots that were signed stay usable until the offer ends. */
  readonly withdrawn: OfferWithdrawnValue | null
  /** Whose word stands for each side: who offered, and who accepted. They put it to their members. */
  readonly speakers: Readonly<Record<DealSide, Address | null>>
}

export type PartnershipState = {
  readonly opened: DealOpenedValue | null
  /** In causal order, then by id. */
  readonly offers: readonly PartnershipRow[]
  /** The newest that is agreed on; else the newest that is open; else the newest that was enacted. */
  readonly current: PartnershipRow | null
}

type Found = Omit<PartnershipRow, 'status'>

const statusOf = (one: Found, newest: ReadonlyMap<DealSide, Found>, { now, isEnacted }: PartnershipPresent): PartnershipStatus => {
  if (isEnacted(one.id)) return 'enacted'
  if (now > one.offer.terms.validUntil) return 'expired'
  if (one.withdrawn !== null) return 'withdrawn'
  if (one.answer?.answer === 'accept') return 'agreed'
  if (one.answer?.answer === 'decline') return 'declined'
  const last = newest.get(one.offer.side)
  return last !== undefined && isLater(last, one) ? 'replaced' : 'open'
}

const foundIn = (registers: Registers): readonly Found[] =>
  registers.entries(keys.partnershipOffers).map(({ key, value }): Found => {
    const id = key.slice(keys.partnershipOffers.length) as OfferId
    const { offer, by, at, depth } = value as PartnershipOfferValue
    const other = otherSide(offer.side)
    const answer = valueAt<OfferAnswerValue>(registers, keys.offerAnswer(id, other)) ?? null
    const accepted = answer?.answer === 'accept' ? answer.by : null
    return {
      id,
      offer,
      by,
      at,
      depth,
      answer,
      withdrawn: valueAt<OfferWithdrawnValue>(registers, keys.offerWithdrawn(id, offer.side)) ?? null,
      speakers: offer.side === 'issuer' ? { issuer: by, hunter: accepted } : { issuer: accepted, hunter: by },
    }
  })

/**
 * A deal about a partnership as its records stand. Pure; equal sets of records give equal answers. Who changes a term makes another offer: what was accepted
 * stays what it was.
 * @example
 * partnershipState(registers, { now: 1, isEnacted: () => false }).current // => null
 */
export const partnershipState = (registers: Registers, present: PartnershipPresent): PartnershipState => {
  const found = foundIn(registers)
  const stands = newestOf(found)
  const offers = found.toSorted((a, b) => (isLater(a, b) ? 1 : -1)).map((one) => ({ ...one, status: statusOf(one, stands, present) }))
  const newest = (status: PartnershipStatus) => offers.findLast((one) => one.status === status)
  return {
    opened: valueAt<DealOpenedValue>(registers, keys.dealOpened) ?? null,
    offers,
    current: newest('agreed') ?? newest('open') ?? newest('enacted') ?? null,
  }
}
