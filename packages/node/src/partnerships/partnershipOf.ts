import { isPartnershipSide, type PartnershipSide } from '@daomesh/chain'
import { type GatheredSide, type PartnershipRow, partnershipState, type PartnershipState } from '@daomesh/governance'
import {
  DaomeshError,
  type Decision,
  type DealOpening,
  type DealSide,
  dealSides,
  type OfferId,
  otherSide,
  type PartnershipOffer,
  type SpaceId,
  accountOfParty,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DealSeat, seatIn } from '../deals/dealOf.ts'
import { pinsKnown } from '../due/pinnedCode.ts'
import { gatherBrought, type HeldByChain, heldByChain } from '../deals/gatherBrought.ts'
import type { DealSpace } from '../spaces/space.ts'

/** A deal in which two DAOs bargain over power that each gives the other, and over nothing else. */
export const isPartnership = ({ record }: Pick<DealSpace, 'record'>): boolean => record.opening.purpose === 'partnership'

/** What an offer comes to for one side. */
export const sideOfOffer = (opening: DealOpening, { terms }: PartnershipOffer, side: DealSide): PartnershipSide => {
  const [gives, gets] = side === 'issuer' ? [terms.issuerGives, terms.hunterGives] : [terms.hunterGives, terms.issuerGives]
  return {
    dao: accountOfParty(opening[side]),
    partner: accountOfParty(opening[otherSide(side)]),
    gives: BigInt(gives),
    gets: BigInt(gets),
    merger: terms.merger ?? null,
  }
}

type Offered = Pick<PartnershipRow, 'id' | 'offer'>

const gatherWith = (node: NodeContext, space: DealSpace, { id, offer }: Offered, side: DealSide, held: HeldByChain) => {
  const mine = sideOfOffer(space.record.opening, offer, side)
  const isSide = (decision: Decision) => isPartnershipSide(decision, mine) && pinsKnown(node.adapters.chain.client, decision.calls[0])
  return gatherBrought(node, space, { offer: id, side, partner: mine.partner, isSide }, held)
}

/**
 * What was brought for a side. The ballots of its members that are contracts count as far as the chain says now that they sign.
 * @throws DaomeshError `CHAIN_UNREACHABLE` where there are such.
 */
export const gather = async (node: NodeContext, space: DealSpace, row: Offered, side: DealSide): Promise<GatheredSide | null> =>
  gatherWith(node, space, row, side, await heldByChain(node, space, { offer: row.id, side }))

/** A partnership as this node sees it now: computed when it is asked for, since registers, chain and clock each change by themselves. */
export const partnershipOf = (node: NodeContext, space: DealSpace): PartnershipState => {
  const registers = space.registers()
  const now = node.chainView.now()
  const { offers } = partnershipState(registers, { now, isEnacted: () => false })
  const enacted = new Set(
    offers.flatMap((row) => (dealSides.some((side) => gatherWith(node, space, row, side, () => false)?.enacted === true) ? [row.id] : [])),
  )
  return partnershipState(registers, { now, isEnacted: (offer) => enacted.has(offer) })
}

/** This node's account in a deal about a partnership. @throws DaomeshError `SPACE_UNKNOWN`, `MEMBERSHIP_REFUSED`. */
export const partnershipSeat = (node: NodeContext, id: SpaceId): DealSeat => {
  const seat = seatIn(node, id)
  if (!isPartnership(seat.space)) throw new DaomeshError('SPACE_UNKNOWN', { meta: { space: id } })
  return seat
}

/** @throws DaomeshError `OFFER_UNKNOWN`. */
export const requirePartnership = (node: NodeContext, space: DealSpace, offer: OfferId): PartnershipRow => {
  const row = partnershipOf(node, space).offers.find(({ id }) => id === offer)
  if (row === undefined) throw new DaomeshError('OFFER_UNKNOWN', { meta: { offer } })
  return row
}

export const partnershipDeeds = ['accept', 'decline', 'withdraw', 'counter'] as const
export type PartnershipDeed = (typeof partnershipDeeds)[number]

/** What a side's member may do with an offer as it stands. */
export const partnershipDeedsOf = ({ sides }: Pick<DealSeat, 'sides'>, { offer, status }: PartnershipRow): readonly PartnershipDeed[] => {
  const answers = sides.has(otherSide(offer.side))
  const stands = status === 'open' || status === 'replaced' || status === 'agreed' || status === 'declined'
  const may: Readonly<Record<PartnershipDeed, boolean>> = {
    accept: answers && stands && status !== 'agreed',
    decline: answers && stands && status !== 'declined',
    counter: answers && stands && status !== 'agreed',
    withdraw: sides.has(offer.side) && stands,
  }
  return partnershipDeeds.filter((deed) => may[deed])
}

/** @throws DaomeshError `OFFER_SIDE` where it is for the other side to do, `OFFER_SETTLED` where it can be done no longer. */
export const requirePartnershipDeed = (seat: DealSeat, row: PartnershipRow, deed: PartnershipDeed): void => {
  if (partnershipDeedsOf(seat, row).includes(deed)) return
  const needed = deed === 'withdraw' ? row.offer.side : otherSide(row.offer.side)
  if (!seat.sides.has(needed)) throw new DaomeshError('OFFER_SIDE', { meta: { offer: row.id, side: needed } })
  throw new DaomeshError('OFFER_SETTLED', { meta: { offer: row.id, status: row.status } })
}
