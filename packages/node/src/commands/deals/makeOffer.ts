import {
  agreementOf,
  type DealOpening,
  type DealSide,
  type DraftId,
  DaomeshError,
  limits,
  noBounty,
  type Offer,
  type OfferId,
  offerIdOf,
  offerSchema,
  type SpaceId,
  type Terms,
  termsHashOf,
  termsSchema,
  toHex,
  utf8,
  writeAgreementQuestion,
  writePowerPromise,
} from '@daomesh/protocol'
import { keys } from '@daomesh/governance'
import type { NodeContext } from '../../context.ts'
import { requireDeed, requireOffer, seatIn, sideOf } from '../../deals/dealOf.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import { fundingText } from '../bounties/fundBounty.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type MakeOfferParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly side: DealSide | null
  readonly answers: OfferId | null
  readonly terms: Omit<Offer['terms'], 'termsHash' | 'parent'>
  readonly brief: Omit<Terms, 'v'>
  readonly draft: DraftId | null
  readonly note: string
}

/** The escrow refuses less: nobody reads and objects within minutes. */
const leastReview = 24 * 3600
const refused = (field: string, reason: string) => new DaomeshError('OFFER_TERMS', { meta: { field, reason } })

const checkTerms = (now: number, terms: Offer['terms']): void => {
  if (BigInt(terms.amount) === 0n) throw refused('amount', 'nothing is paid')
  if (terms.validUntil <= now) throw refused('validUntil', 'it is over already')
  if (terms.validUntil >= terms.deliverBy) throw refused('deliverBy', 'it is due before it can be funded')
  if (terms.reviewPeriod < leastReview) throw refused('reviewPeriod', 'at least one day')
  for (const field of ['reviewer', 'arbiter'] as const) if (BigInt(terms[field]) === 0n) throw refused(field, 'nobody')
}

/** What stands behind a brief where members are asked to pay in: the approvals that a token wants, each in a line. */
const roomForApprovals = 1_000

/** The members of a DAO that is the hunter or the issuer, or that promises power, read the whole brief where they are asked, in the text of one proposal. */
const requireRoom = (opening: DealOpening, offer: Offer, terms: Terms): void => {
  const { escrow, hunter, issuer } = opening
  const { power } = terms
  const agreement = agreementOf(opening, offer)
  const asked = [
    ...(hunter.kind === 'person' ? [] : [utf8(writeAgreementQuestion({ escrow, agreement, terms })).length]),
    ...(power === undefined ? [] : [utf8(writePowerPromise({ escrow, agreement, terms: { ...terms, power }, kind: 0, held: 0n })).length]),
    ...(issuer.kind === 'person' ? [] : [utf8(fundingText(agreement, terms)).length + roomForApprovals]),
  ]
  if (asked.some((bytes) => bytes > limits.contentBytes)) throw refused('brief', 'too long to be put to the members of a DAO')
}

/** What is written down: a power of none is none. */
const termsOf = ({ power, ...words }: MakeOfferParameters['brief']): Record<string, unknown> => ({
  v: 1,
  ...words,
  ...(power === undefined || power === '0' ? {} : { power }),
})

/**
 * Freezes a brief and offers it under these terms; with `answers` that is a counter-offer. Binds nobody: what binds is a signature and the money.
 * @throws DaomeshError `OFFER_TERMS` with the field, `OFFER_UNKNOWN`, `OFFER_SETTLED`, `OFFER_SIDE`, `MEMBERSHIP_REFUSED`, `KEY_MISSING`.
 */
export const makeOffer = async (
  node: NodeContext,
  { requestId, space: id, side: named, answers, terms: given, brief: words, draft, note }: MakeOfferParameters,
  keep: Keep<{ offer: OfferId }>,
): Promise<{ offer: OfferId }> => {
  const seat = seatIn(node, id)
  const { space } = seat
  const side = sideOf(seat, named)
  if (answers !== null) requireDeed(node, seat, requireOffer(node, space, answers), 'counter')
  const brief = termsSchema.safeParse(termsOf(words))
  if (!brief.success) throw refused(brief.error.issues[0]?.path[0] === 'power' ? 'power' : 'brief', brief.error.issues[0]?.message ?? '')
  if (brief.data.power !== undefined && space.record.opening.issuer.kind === 'person')
    throw refused('power', 'a person has no power to give')
  const terms = { ...given, termsHash: termsHashOf(brief.data), parent: noBounty }
  checkTerms(node.chainView.now(), terms)
  const nonce = toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16))
  const read = offerSchema.safeParse({ side, answers, terms, note, nonce })
  if (!read.success) throw refused(String(read.error.issues[0]?.path.at(-1) ?? ''), read.error.issues[0]?.message ?? '')
  requireRoom(space.record.opening, read.data, brief.data)
  const offer = offerIdOf(id, read.data)
  const isKnown = space.registers().get(keys.brief(terms.termsHash)) !== undefined
  await space.appendAll(
    [
      ...(isKnown ? [] : [{ kind: 'deal.brief', body: { side, draft, brief: brief.data } } as const]),
      { kind: 'deal.offer', body: { offer: read.data } },
    ],
    { meta: () => [keep({ offer })] },
  )
  return { offer }
}
