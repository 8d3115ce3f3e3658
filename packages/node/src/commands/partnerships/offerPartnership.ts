import {
  DaomeshError,
  type DealSide,
  type DraftId,
  type OfferId,
  type PartnershipOffer,
  partnershipOfferIdOf,
  partnershipOfferSchema,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { sideOf } from '../../deals/dealOf.ts'
import { partnershipSeat, requirePartnership, requirePartnershipDeed } from '../../partnerships/partnershipOf.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { drawOnce } from '../../requests/drawOnce.ts'

export type OfferPartnershipParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly side: DealSide | null
  readonly answers: OfferId | null
  readonly terms: PartnershipOffer['terms']
  readonly draft: DraftId | null
}

const refused = (field: string, reason: string) => new DaomeshError('OFFER_TERMS', { meta: { field, reason } })

/** The note as it stands in a draft that both sides wrote together, or as it was handed over. */
const noteOf = (node: NodeContext, { space, draft, terms }: OfferPartnershipParameters): string =>
  draft === null ? terms.note : node.drafts.open(node.spaces.deal(space), draft).document.freeze().markdown

/**
 * Offers a partnership, other powers, or, with both powers 0, to part; with `answers` that is a counter-offer. Binds nobody: what binds is the ballots of
 * both DAOs.
 * @throws DaomeshError `OFFER_TERMS` with the field, `OFFER_UNKNOWN`, `OFFER_SETTLED`, `OFFER_SIDE`, `MEMBERSHIP_REFUSED`, `DRAFT_UNKNOWN`, `KEY_MISSING`.
 */
export const offerPartnership = async (
  node: NodeContext,
  parameters: OfferPartnershipParameters,
  keep: Keep<{ offer: OfferId }>,
): Promise<{ offer: OfferId }> => {
  const { requestId, space: id, side: named, answers, terms, draft } = parameters
  const seat = partnershipSeat(node, id)
  const side = sideOf(seat, named)
  if (answers !== null) requirePartnershipDeed(seat, requirePartnership(node, seat.space, answers), 'counter')
  if (terms.validUntil <= node.chainView.now()) throw refused('validUntil', 'it is over already')
  const nonce = toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16))
  const read = partnershipOfferSchema.safeParse({ side, answers, terms: { ...terms, note: noteOf(node, parameters) }, draft, nonce })
  if (!read.success) throw refused(String(read.error.issues[0]?.path.at(-1) ?? ''), read.error.issues[0]?.message ?? '')
  const offer = partnershipOfferIdOf(id, read.data)
  await seat.space.append('partnership.offer', { offer: read.data }, { meta: () => [keep({ offer })] })
  return { offer }
}
