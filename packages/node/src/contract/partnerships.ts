import { oc } from '@orpc/contract'
import { z } from 'zod'
import { answering, dealAt, dealSeconds, dealSide, partyShape } from './deals.ts'
import { mergerShape } from './mergers.ts'
import { id, requestId, transactionRow } from './shapes.ts'

/** What each side gives the other: power in whole units. Both 0: they part. `validUntil` in seconds of chain time. */
export const partnershipTermsShape = z.object({
  issuerGives: id.amount,
  hunterGives: id.amount,
  note: z.string().max(8_192),
  validUntil: dealSeconds,
})

const status = z.enum(['open', 'agreed', 'enacted', 'declined', 'withdrawn', 'replaced', 'expired'])
const tallyShape = z.object({ for: id.amount, against: id.amount, abstain: id.amount, total: id.amount })

/** How far one side of an offer has come. */
export const partnershipSideShape = z.object({
  /** The proposal to its members, where this node is in that DAO and it was written. */
  question: z
    .object({
      space: id.spaceId,
      decision: id.decisionId,
      closesAt: dealSeconds,
      status: z.string(),
      tally: tallyShape,
      mine: z.enum(['for', 'against', 'abstain']).nullable(),
    })
    .nullable(),
  /** Ballots that were brought into the deal, and whether they, or a record, pass it now. */
  ballots: z.number().int(),
  ready: z.boolean(),
})

export const partnershipOfferShape = z.object({
  offer: id.offerId,
  side: dealSide,
  answers: id.offerId.nullable(),
  author: id.address,
  authorName: z.string().nullable(),
  at: z.number(),
  terms: partnershipTermsShape,
  /** What it comes to, where one of both goes into the other one; then no power is exchanged. */
  merger: mergerShape.nullable(),
  draft: id.draftId.nullable(),
  status,
  answer: z
    .object({
      answer: z.enum(['accept', 'decline']),
      reason: z.string(),
      author: id.address,
      authorName: z.string().nullable(),
      at: z.number(),
    })
    .nullable(),
  withdrawnBy: z.object({ author: id.address, authorName: z.string().nullable(), at: z.number() }).nullable(),
  issuer: partnershipSideShape,
  hunter: partnershipSideShape,
  /** What this node's account may do with it now; `enact`: both sides are ready. */
  may: z.array(z.enum(['accept', 'decline', 'withdraw', 'counter', 'enact'])),
})

export const partnershipRow = z.object({
  space: id.spaceId,
  title: z.string(),
  issuer: partyShape.pick({ kind: true, account: true, name: true, mine: true }),
  hunter: partyShape.pick({ kind: true, account: true, name: true, mine: true }),
  /** The power that each has in the other by the chain now; null before that was read. */
  now: z.object({ issuerGives: id.amount, hunterGives: id.amount }).nullable(),
  /** Of the offer that stands; null before there is one. */
  status: status.nullable(),
  at: z.number(),
  offers: z.number().int(),
  /** What waits for this account. */
  waits: z.enum(['offer', 'answer', 'vote', 'enact']).nullable(),
  locked: z.boolean(),
})

export const partnershipPage = partnershipRow.extend({
  issuer: partyShape,
  hunter: partyShape,
  sides: z.array(dealSide),
  /** Chain time, in seconds: what expires, expires by it. */
  time: z.number(),
  /** In causal order. */
  offerRows: z.array(partnershipOfferShape),
  current: id.offerId.nullable(),
  drafts: z.array(z.object({ draft: id.draftId, title: z.string() })),
  /** Power in each DAO that is not the other one's; null where heads are counted, or before the chain was read. More than that given is a majority for an outsider. */
  others: z.object({ issuer: id.amount.nullable(), hunter: id.amount.nullable() }),
})

/** What a proposal does for a partnership, worked out from its calls. */
export const partnershipAskedShape = z.object({
  partner: id.address,
  /** That of its genesis; null where this node knows none. */
  partnerName: z.string().nullable(),
  gives: id.amount,
  gets: id.amount,
  merger: mergerShape.nullable(),
  /** Where it was agreed, if that is open here. */
  deal: z.object({ space: id.spaceId, offer: id.offerId }).nullable(),
})

export const partnershipsContract = {
  list: oc.output(z.array(partnershipRow)),
  get: oc.input(dealAt).output(partnershipPage),
  /** Opens a deal with another DAO; its link is `deals.link`, and `deals.enter` opens it at the other side. */
  open: oc
    .input(
      z.object({
        requestId,
        dao: id.spaceId,
        other: id.address,
        title: z.string().min(1).max(200),
        contacts: z.array(z.string().max(200)).max(8),
      }),
    )
    .output(z.object({ space: id.spaceId })),
  /** Offers, with `answers` as a counter-offer. With `draft` the note is what stands there. */
  offer: oc
    .input(
      dealAt.extend({
        requestId,
        side: dealSide.nullable(),
        answers: id.offerId.nullable(),
        terms: partnershipTermsShape,
        draft: id.draftId.nullable(),
      }),
    )
    .output(z.object({ offer: id.offerId })),
  /** Says yes in words; the app then puts it to the members of both DAOs. */
  accept: oc.input(answering).output(z.object({ entry: id.entryId })),
  decline: oc.input(answering.extend({ reason: z.string().max(2_048) })).output(z.object({ entry: id.entryId })),
  withdraw: oc.input(answering).output(z.object({ entry: id.entryId })),
  /** One transaction that enacts both decisions or neither. */
  enact: oc.input(answering).output(transactionRow),
}
