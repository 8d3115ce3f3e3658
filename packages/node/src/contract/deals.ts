import { oc } from '@orpc/contract'
import { z } from 'zod'
import { bountyOutcome } from './bountyShapes.ts'
import { promiseShape } from './rewards.ts'
import { id, requestId, transactionRow } from './shapes.ts'

export const dealSide = z.enum(['issuer', 'hunter'])
/** Of chain time, as contracts hold it. */
export const dealSeconds = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40 - 1)
/** A deal, and an offer in it that is answered. */
export const dealAt = z.object({ space: id.spaceId })
export const answering = dealAt.extend({ requestId, offer: id.offerId })

export const briefShape = z.object({
  title: z.string().min(1).max(200),
  brief: z.string().max(131_072),
  tags: z.array(z.string().max(40)).max(16),
  files: z.array(id.fileId).max(64),
  /** Power in the issuing DAO that the hunter gets once all was paid, in whole units; absent for none. */
  power: z.exactOptional(id.amount),
})

/** Terms of an offer: amounts in the token's smallest unit, times in seconds (of chain time), `defaultSplit` in basis points to the hunter. */
export const offerTermsShape = z.object({
  token: id.address,
  amount: id.amount,
  deliverBy: dealSeconds,
  reviewPeriod: z.number().int().min(0),
  reviewer: id.address,
  arbiter: id.address,
  defaultSplit: z.number().int().min(0).max(10_000),
  validUntil: dealSeconds,
})

const offerStatus = z.enum(['open', 'agreed', 'signed', 'funded', 'declined', 'withdrawn', 'replaced', 'expired'])
const agreedTermsShape = offerTermsShape.extend({ termsHash: id.bytes32, parent: id.bytes32 })

/** A bounty that the members of a DAO are asked to take as one entity, as it follows from what their ballots sign. */
export const agreementAskedShape = z.object({
  bounty: id.bytes32,
  escrow: id.address,
  issuer: id.address,
  /** Of a DAO that of its genesis; null where this node knows none. */
  issuerName: z.string().nullable(),
  title: z.string(),
  terms: agreedTermsShape,
  tags: z.array(z.string()),
  files: z.array(id.fileId),
  /** Power in the issuing DAO that its members would promise it; null for none. */
  power: id.amount.nullable(),
  /** Where the deal is open here, with the offer that becomes it and how that stands. */
  deal: z.object({ space: id.spaceId, offer: id.offerId, status: offerStatus }).nullable(),
})

/** What the members of the hunter's DAO were asked about an offer, where that DAO is open here. */
export const memberQuestionShape = z.object({
  space: id.spaceId,
  decision: id.decisionId,
  /** Seconds of chain time. */
  closesAt: dealSeconds,
  /** `yes`: their ballots sign it. `over`: the voting ended without. */
  state: z.enum(['asked', 'yes', 'over']),
  tally: z.object({ for: id.amount, against: id.amount, abstain: id.amount, total: id.amount }),
  mine: z.enum(['for', 'against', 'abstain']).nullable(),
})

export const termChangeShape = z.object({
  field: z.enum(['amount', 'token', 'deliverBy', 'reviewPeriod', 'validUntil', 'reviewer', 'arbiter', 'defaultSplit', 'parent']),
  before: z.string(),
  after: z.string(),
  change: z.enum(['raised', 'lowered', 'replaced']),
})

export const offerDiffShape = z.object({
  /** The offer it is compared with: the one it answers, else the one before it. */
  with: id.offerId,
  terms: z.array(termChangeShape),
  brief: z
    .object({
      title: z.tuple([z.string(), z.string()]).nullable(),
      lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })),
      tagsAdded: z.array(z.string()),
      tagsRemoved: z.array(z.string()),
      filesAdded: z.array(z.string()),
      filesRemoved: z.array(z.string()),
      power: z.tuple([z.string(), z.string()]).nullable(),
    })
    .nullable(),
  briefUnread: z.boolean(),
})

export const offerShape = z.object({
  offer: id.offerId,
  /** The bounty that it becomes: the digest that its hunter signs. */
  bounty: id.bytes32,
  side: dealSide,
  answers: id.offerId.nullable(),
  author: id.address,
  authorName: z.string().nullable(),
  at: z.number(),
  terms: agreedTermsShape,
  note: z.string(),
  /** null: not here yet, so that nobody can read what is offered. */
  brief: briefShape.nullable(),
  status: offerStatus,
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
  signed: z.boolean(),
  question: memberQuestionShape.nullable(),
  promise: promiseShape.nullable(),
  /** What this node's account may do with it now. */
  may: z.array(z.enum(['accept', 'decline', 'withdraw', 'counter', 'sign', 'fund'])),
  diff: offerDiffShape.nullable(),
})

export const partyShape = z.object({
  kind: z.enum(['person', 'dao']),
  account: id.address,
  /** Of a DAO that of its genesis, of a person what it told here. */
  name: z.string().nullable(),
  /** Whether this node's account speaks for it. */
  mine: z.boolean(),
  /** The DAO's space, where this node is in it. */
  space: id.spaceId.nullable(),
  members: z.array(z.object({ account: id.address, name: z.string().nullable(), online: z.boolean(), here: z.boolean() })),
})

export const dealRow = z.object({
  space: id.spaceId,
  title: z.string(),
  status: z.enum(['talking', 'agreed', 'signed', 'funded', 'declined', 'expired']),
  issuer: partyShape.pick({ kind: true, account: true, name: true, mine: true }),
  hunter: partyShape.pick({ kind: true, account: true, name: true, mine: true }),
  /** The newest record, milliseconds since 1970, as its author says. */
  at: z.number(),
  offers: z.number().int(),
  /** What waits for this account; null where nothing does. */
  waits: z.enum(['read', 'offer', 'answer', 'sign', 'power']).nullable(),
  /** Whether this account is its arbiter, or entered to be. */
  arbiter: z.boolean(),
  locked: z.boolean(),
})

export const dealPage = dealRow.extend({
  issuer: partyShape,
  hunter: partyShape,
  sides: z.array(dealSide),
  /** Whom both sides agreed on as arbiter, a person or a DAO with its people: they read the deal and comment. */
  arbiters: z.array(partyShape.shape.members.element.extend({ kind: z.enum(['person', 'dao']), members: partyShape.shape.members })),
  subject: z.object({
    post: z.string().nullable(),
    brief: z.string(),
    tags: z.array(z.string()),
    reward: z.object({ token: id.address, amount: id.amount, power: z.exactOptional(id.amount) }).nullable(),
    deadline: dealSeconds,
  }),
  /** Where a DAO pays: the hunter's power in it now, and all there is; null before its roster was read. */
  power: z.object({ held: id.amount, total: id.amount }).nullable(),
  escrow: id.address,
  /** Chain time, in seconds: what expires, expires by it. */
  now: z.number(),
  /** In causal order. */
  offerRows: z.array(offerShape),
  current: offerShape.shape.offer.nullable(),
  declined: z
    .object({ side: dealSide, reason: z.string(), author: id.address, authorName: z.string().nullable(), at: z.number() })
    .nullable(),
  drafts: z.array(z.object({ draft: id.draftId, title: z.string() })),
})

export const dealsContract = {
  list: oc.output(z.array(dealRow)),
  get: oc.input(dealAt).output(dealPage),
  /**
   * Opens a deal. `as`: for which side this node speaks, as its account or as one of its DAOs. `other`: whether it is a person or a DAO is found out on
   * the chain unless it is said. `contacts`: addresses at which the other side can be reached.
   */
  open: oc
    .input(
      z.object({
        requestId,
        as: z.object({ side: dealSide, dao: id.spaceId.nullable() }),
        other: z.object({ account: id.address, kind: z.enum(['person', 'dao']).nullable() }),
        contacts: z.array(z.string().max(200)).max(8),
        subject: z.object({
          post: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/), revision: z.number().int().min(0) }).nullable(),
          title: z.string().min(1).max(200),
          brief: z.string().max(8_192),
          tags: z.array(z.string().max(40)).max(16),
          reward: z.object({ token: id.address, amount: id.amount, power: z.exactOptional(id.amount) }).nullable(),
          deadline: dealSeconds,
        }),
      }),
    )
    .output(z.object({ space: id.spaceId })),
  /**
   * Opens a deal from its link, where this node's account or a DAO of it is a party; with `arbiter` as somebody whom both sides name as arbiter, who reads it
   * once both agreed on that: itself, or `as` a DAO of it.
   */
  enter: oc
    .input(z.object({ requestId, link: z.string().max(200_000), arbiter: z.boolean().optional(), as: id.spaceId.nullable().optional() }))
    .output(z.object({ space: id.spaceId })),
  /** `daomesh://deal#…` with this node's addresses; it lets nobody in who belongs to neither party. */
  link: oc.input(dealAt).output(z.object({ link: z.string() })),
  /** Freezes the brief (of a draft of the deal, where one is named) and offers. With `answers` it is a counter-offer. */
  offer: oc
    .input(
      dealAt.extend({
        requestId,
        side: dealSide.nullable(),
        answers: id.offerId.nullable(),
        terms: offerTermsShape,
        brief: briefShape,
        draft: id.draftId.nullable(),
        note: z.string().max(2_048),
      }),
    )
    .output(z.object({ offer: id.offerId })),
  withdraw: oc.input(answering).output(z.object({ entry: id.entryId })),
  /** Without an offer: breaks the deal off. A later offer takes it up again. */
  decline: oc
    .input(dealAt.extend({ requestId, side: dealSide.nullable(), offer: id.offerId.nullable(), reason: z.string().max(2_048) }))
    .output(z.object({ entry: id.entryId })),
  /** Says yes in words. A hunter who is a person signs the agreement with it, in the trusted window. */
  accept: oc.input(answering).output(z.object({ entry: id.entryId, signed: z.boolean() })),
  /** The hunter's signature of what was agreed, where it is a person. */
  sign: oc.input(answering).output(z.object({ entry: id.entryId })),
  /** Pays in what the hunter signed: a transaction of this account, or a proposal to the DAO that issues it. */
  fund: oc.input(answering).output(bountyOutcome),
  /** Gives the hunter the power that was promised, once all of the bounty was paid: a transaction that anybody in the deal may send. */
  giveReward: oc.input(answering).output(transactionRow),
}
