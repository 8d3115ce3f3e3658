import type { DealSide, DraftId, OfferId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type MergerWeights, planMerger } from '../../mergers/planMerger.ts'
import { partnershipSeat } from '../../partnerships/partnershipOf.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { offerPartnership } from '../partnerships/offerPartnership.ts'

export type OfferMergerParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly side: DealSide | null
  readonly answers: OfferId | null
  readonly weights: MergerWeights
  readonly note: string
  readonly validUntil: number
  readonly draft: DraftId | null
}

/**
 * Offers that one DAO of the deal goes into the other one, by these weights, with what it owns now; with `answers` that is a counter-offer. From there it is
 * answered and enacted as an offer of a partnership is, and binds nobody before the ballots of both DAOs do.
 * @throws DaomeshError `MERGER_IMPOSSIBLE`, `CHAIN_UNREACHABLE`, and as `offerPartnership`.
 */
export const offerMerger = async (
  node: NodeContext,
  { requestId, space, side, answers, weights, note, validUntil, draft }: OfferMergerParameters,
  keep: Keep<{ offer: OfferId }>,
): Promise<{ offer: OfferId }> => {
  const merger = await planMerger(node, partnershipSeat(node, space).space, weights)
  const terms = { issuerGives: '0', hunterGives: '0', note, validUntil, merger }
  return offerPartnership(node, { requestId, space, side, answers, terms, draft }, keep)
}
