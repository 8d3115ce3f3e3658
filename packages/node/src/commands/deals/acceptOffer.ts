import { type EntryId, type OfferId, otherSide, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn } from '../../deals/dealOf.ts'
import { signAgreement } from '../../deals/signAgreement.ts'
import type { Keep } from '../../requests/createRequests.ts'

type Answer = { entry: EntryId; signed: boolean }

/**
 * Says yes to an offer of the other side. For a DAO these are words of a member: its members' ballots decide. A hunter who is a person signs the agreement
 * with it, in one step.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SIDE`, `OFFER_SETTLED`, `MEMBERSHIP_REFUSED`, `SIGNING_REFUSED`, `SIGNING_MISMATCH`.
 */
export const acceptOffer = async (
  node: NodeContext,
  { space: id, offer }: { readonly space: SpaceId; readonly offer: OfferId },
  keep: Keep<Answer>,
): Promise<Answer> => {
  const seat = seatIn(node, id)
  const row = requireOffer(node, seat.space, offer)
  requireDeed(node, seat, row, 'accept')
  const side = otherSide(row.offer.side)
  const signs = side === 'hunter' && seat.space.record.opening.hunter.kind === 'person'
  const signature = signs ? await signAgreement(node, seat, row) : null
  const entries = await seat.space.appendAll(
    [
      { kind: 'deal.accept', body: { side, offer } },
      ...(signature === null ? [] : [{ kind: 'deal.sign', body: { offer, signature } } as const]),
    ],
    { meta: (entry) => [keep({ entry, signed: signs })] },
  )
  return { entry: entries.at(-1) as EntryId, signed: signs }
}
