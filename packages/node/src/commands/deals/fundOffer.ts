import { agreementOf, daoSpaceOf, DaomeshError, type OfferId, type SpaceId } from '@daomesh/protocol'
import type { BountyOutcome } from '../../bounties/carryOut.ts'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn } from '../../deals/dealOf.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { fundBounty } from '../bounties/fundBounty.ts'

export type FundOfferParameters = { readonly requestId: string; readonly space: SpaceId; readonly offer: OfferId }

/**
 * Pays in what was agreed and signed: as a person by a transaction, as a DAO by a proposal to its members, whose one call it is.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_EARLY`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`; as submitting a proposal does.
 */
export const fundOffer = async (
  node: NodeContext,
  { requestId, space: id, offer }: FundOfferParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const seat = seatIn(node, id)
  const row = requireOffer(node, seat.space, offer)
  requireDeed(node, seat, row, 'fund')
  const { brief, signature } = row
  if (brief === null || signature === null) throw new DaomeshError('OFFER_SETTLED', { meta: { offer } })
  const { opening } = seat.space.record
  const { issuer, chain } = opening
  const as = issuer.kind === 'dao' ? daoSpaceOf(chain, issuer.dao) : null
  return fundBounty(node, { requestId, as, agreement: agreementOf(opening, row.offer), terms: brief, hunterSignature: signature }, keep)
}
