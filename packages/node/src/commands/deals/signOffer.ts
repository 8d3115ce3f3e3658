import type { EntryId, OfferId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn } from '../../deals/dealOf.ts'
import { signAgreement } from '../../deals/signAgreement.ts'
import type { Keep } from '../../requests/createRequests.ts'

/**
 * Signs what was agreed, as its hunter. From here on the issuer may fund it, until the offer ends.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_EARLY`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`, `SIGNING_REFUSED`, `SIGNING_MISMATCH`.
 */
export const signOffer = async (
  node: NodeContext,
  { space: id, offer }: { readonly space: SpaceId; readonly offer: OfferId },
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const seat = seatIn(node, id)
  const row = requireOffer(node, seat.space, offer)
  requireDeed(node, seat, row, 'sign')
  const signature = await signAgreement(node, seat, row)
  return { entry: await seat.space.append('deal.sign', { offer, signature }, { meta: (entry) => [keep({ entry })] }) }
}
