import { type EntryId, type OfferId, otherSide, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type PartnershipDeed, partnershipSeat, requirePartnership, requirePartnershipDeed } from '../../partnerships/partnershipOf.ts'
import type { Keep } from '../../requests/createRequests.ts'

type At = { readonly space: SpaceId; readonly offer: OfferId }
type Answer = { entry: EntryId }

const placeOf = (node: NodeContext, { space: id, offer }: At, deed: PartnershipDeed) => {
  const seat = partnershipSeat(node, id)
  const row = requirePartnership(node, seat.space, offer)
  requirePartnershipDeed(seat, row, deed)
  return { space: seat.space, side: row.offer.side }
}

/**
 * Says yes to an offer of the other side, in words of a member: from then on the app puts it to the members of both DAOs.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`.
 */
export const acceptPartnership = async (node: NodeContext, at: At, keep: Keep<Answer>): Promise<Answer> => {
  const { space, side } = placeOf(node, at, 'accept')
  const body = { side: otherSide(side), offer: at.offer }
  return { entry: await space.append('deal.accept', body, { meta: (entry) => [keep({ entry })] }) }
}

/** Says no to an offer of the other side. @throws as `acceptPartnership`. */
export const declinePartnership = async (node: NodeContext, at: At & { readonly reason: string }, keep: Keep<Answer>): Promise<Answer> => {
  const { space, side } = placeOf(node, at, 'decline')
  const body = { side: otherSide(side), offer: at.offer, reason: at.reason }
  return { entry: await space.append('deal.decline', body, { meta: (entry) => [keep({ entry })] }) }
}

/** Takes back what the own side offered, for good; ballots that were signed stay usable until it ends. @throws as `acceptPartnership`. */
export const withdrawPartnership = async (node: NodeContext, at: At, keep: Keep<Answer>): Promise<Answer> => {
  const { space, side } = placeOf(node, at, 'withdraw')
  return { entry: await space.append('deal.withdraw', { side, offer: at.offer }, { meta: (entry) => [keep({ entry })] }) }
}
