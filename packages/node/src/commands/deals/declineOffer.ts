import { type DealSide, type EntryId, type OfferId, otherSide, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn, sideOf } from '../../deals/dealOf.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type DeclineOfferParameters = {
  readonly space: SpaceId
  readonly side: DealSide | null
  readonly offer: OfferId | null
  readonly reason: string
}

/**
 * Says no to an offer of the other side, or with none named breaks the deal off.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`.
 */
export const declineOffer = async (
  node: NodeContext,
  { space: id, side: named, offer, reason }: DeclineOfferParameters,
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const seat = seatIn(node, id)
  const row = offer === null ? null : requireOffer(node, seat.space, offer)
  if (row !== null) requireDeed(node, seat, row, 'decline')
  const side = row === null ? sideOf(seat, named) : otherSide(row.offer.side)
  return { entry: await seat.space.append('deal.decline', { side, offer, reason }, { meta: (entry) => [keep({ entry })] }) }
}
