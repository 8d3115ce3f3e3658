import type { EntryId, OfferId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn } from '../../deals/dealOf.ts'
import type { Keep } from '../../requests/createRequests.ts'

/** Takes back what the own side offered, for good. @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`. */
export const withdrawOffer = async (
  node: NodeContext,
  { space: id, offer }: { readonly space: SpaceId; readonly offer: OfferId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const seat = seatIn(node, id)
  const row = requireOffer(node, seat.space, offer)
  requireDeed(node, seat, row, 'withdraw')
  const { side } = row.offer
  return { entry: await seat.space.append('deal.withdraw', { side, offer }, { meta: (entry) => [keep({ entry })] }) }
}
