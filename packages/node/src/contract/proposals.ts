import { oc } from '@orpc/contract'
import { z } from 'zod'
import { closingShape } from './budgets.ts'
import { agreementAskedShape } from './deals.ts'
import { partnershipAskedShape } from './partnerships.ts'
import { spinOffShape } from './spinOffs.ts'
import { promisedShape } from './rewards.ts'
import { memberDaoRow, questionShape } from './nested.ts'
import { anchorShape, recordShape } from './records.ts'
import {
  callInput,
  callRow,
  id,
  proposalState,
  progress,
  requestId,
  rulesShape,
  seenBy,
  sentence,
  tallyShape,
  transactionRow,
} from './shapes.ts'

export const proposalRow = z.object({
  decision: id.decisionId,
  /** The first characters of the id, to compare aloud before signing. */
  short: z.string(),
  title: z.string(),
  author: id.address,
  authorName: z.string().nullable(),
  submittedAt: z.number(),
  state: proposalState,
  /** Seconds of chain time. */
  closesAt: z.number().int(),
  expiresAt: z.number().int(),
  mine: z.enum(['for', 'against', 'abstain']).nullable(),
  /** Whether this account has a seat of its own, whose ballot counts. */
  seated: z.boolean(),
  /** Those that count. */
  ballots: z.number().int(),
  of: z.number().int(),
  progress,
  asks: sentence,
  /** A ballot that is not in the record, of this member or one that matters: to be shown without being asked for. */
  notice: sentence.nullable(),
  /** Its ballots are the signature that it asks for, which is brought by itself: nobody has to carry it anywhere. */
  signs: z.boolean(),
  /** Its ballots have signed all that it asks for: nobody need do anything with it, though more ballots would still be taken. */
  settled: z.boolean(),
  /** While its record has an open window, or waits for the end of the grace period: what was recorded comes to, and until when, in seconds of chain time. */
  recorded: z.object({ stage: z.enum(['window', 'grace']), passes: z.boolean(), until: z.number().int() }).nullable(),
  /** The time of the chain that this was said at, in seconds. */
  now: z.number().int(),
  /** What one transaction of any member would do for it now, once it is decided. */
  ready: z.enum(['enact', 'record', 'execute']).nullable(),
})

/** In quadratic counting: what this member may still spend on a decision, besides what its other answers of the period cost. */
export const creditsShape = z.object({
  total: z.number().int(),
  left: z.number().int(),
  /** The most votes that are payable: ⌊√left⌋. */
  most: z.number().int(),
  /** Votes of this member's newest ballot on it. */
  mine: z.number().int(),
})

export const proposalPage = proposalRow.extend({
  content: z.string(),
  draft: id.draftId.nullable(),
  calls: z.array(callRow),
  tally: tallyShape,
  ballotRows: z.array(
    z.object({
      account: id.address,
      name: z.string().nullable(),
      support: z.enum(['for', 'against', 'abstain']),
      /** What it spends in quadratic counting, 0 elsewhere. */
      votes: id.amount,
      revision: z.string(),
      /** Why it does not count, if it does not. */
      ignored: sentence.nullable(),
      reason: z.string(),
      at: z.number(),
      seenBy,
    }),
  ),
  comments: z.array(
    z.object({
      entry: id.entryId,
      account: id.address,
      name: z.string().nullable(),
      text: z.string(),
      at: z.number(),
      replyTo: id.entryId.nullable(),
      seenBy,
    }),
  ),
  /** Where it closes a budget: whether it pays what the pledges come to. */
  closing: closingShape.nullable(),
  /** What it does to the half-life of power, or whether it is what the half-life asks for now. */
  halfLife: sentence.nullable(),
  /** What it does to the periodic budget. */
  periodic: sentence.nullable(),
  seenBy,
  /** What it comes after, and who alone may send it, fulfilled or not. */
  after: z.object({ decision: id.decisionId, title: z.string().nullable(), enacted: z.boolean() }).nullable(),
  executor: z.object({ account: id.address, name: z.string().nullable(), self: z.boolean() }).nullable(),
  /** What it still waits for, the farthest first. */
  waits: z.array(
    z.union([
      z.object({
        kind: z.literal('after'),
        decision: id.decisionId,
        title: z.string().nullable(),
        known: z.enum(['open', 'unknown', 'expired']),
      }),
      z.object({ kind: z.literal('cycle'), decisions: z.array(z.object({ decision: id.decisionId, title: z.string().nullable() })) }),
      z.object({ kind: z.literal('executor'), account: id.address, name: z.string().nullable() }),
    ]),
  ),
  /** What one transaction of this account could enact with it now, in this order: what it waits for, then itself. Empty when that cannot be. */
  together: z.array(id.decisionId),
  anchor: anchorShape,
  record: recordShape,
  credits: creditsShape.nullable(),
  /** Where it asks the members of this DAO about a proposal of a DAO that it belongs to. */
  question: questionShape.nullable(),
  /** The bounty that it takes for the DAO, if it does just that. */
  agreement: agreementAskedShape.nullable(),
  /** What it gives another DAO, and gets there, by two decisions that are enacted together. */
  partnership: partnershipAskedShape.nullable(),
  /** Who leaves together into a new DAO by it. */
  spinOff: spinOffShape.nullable(),
  promise: promisedShape.nullable(),
  /** Where it takes this DAO as a member, and on which terms; empty where it does not. */
  joining: z.array(sentence),
  /** How the DAOs among the members are deciding on it. */
  memberDaos: z.array(memberDaoRow),
  /** Ballots of one member that contradict each other under one revision: both kept as proof. */
  equivocations: z.array(z.object({ account: id.address, revision: z.string() })),
})

export const proposalsContract = {
  list: oc.input(z.object({ space: id.spaceId })).output(z.array(proposalRow)),
  get: oc.input(z.object({ space: id.spaceId, decision: id.decisionId })).output(proposalPage),
  /** Calls in words, with code hashes pinned and simulated against the treasury, before anybody signs. */
  previewCalls: oc.input(z.object({ space: id.spaceId, calls: z.array(callInput).max(128) })).output(z.array(callRow)),
  /** Freezes the draft's text (or takes `content`) and submits it with its calls. */
  submit: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        draft: id.draftId.nullable(),
        title: z.string().min(1).max(200),
        content: z.string().nullable(),
        calls: z.array(callInput).max(128),
        /** A proposal that must be enacted before. */
        after: id.decisionId.nullable().optional(),
        /** The only account that may send it. */
        executor: id.address.nullable().optional(),
        /** `week`: the common weekly close instead of the voting period. */
        closes: z.enum(['period', 'week']).optional(),
      }),
    )
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts to the vote that another account takes a member's place, or that nobody does (`to` null). */
  replaceMember: oc
    .input(z.object({ requestId, space: id.spaceId, from: id.address, to: id.address.nullable(), reason: z.string().max(2_000) }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts to the vote that members get another power (null: as it is), new shares, or both. */
  changePower: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        changes: z
          .array(z.object({ account: id.address, power: id.amount.nullable(), mint: id.amount }))
          .min(1)
          .max(64),
        reason: z.string().max(2_000),
      }),
    )
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts to the vote how power fades: to a half in `halfLife` periods of `period` seconds; null: not at all. */
  setHalfLife: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        rule: z.object({ period: z.number().int().min(1).max(4_294_967_295), halfLife: z.number().int().min(1).max(520) }).nullable(),
        reason: z.string().max(2_000),
      }),
    )
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts the present period's powers to the vote. */
  proposeHalfLife: oc.input(z.object({ requestId, space: id.spaceId })).output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts new rules to the vote. */
  changeRules: oc
    .input(z.object({ requestId, space: id.spaceId, rules: rulesShape, reason: z.string().max(8_000) }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  /** Puts a proposal that can never be carried out any more to a new vote. */
  resubmit: oc
    .input(z.object({ requestId, space: id.spaceId, decision: id.decisionId }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  withdraw: oc.input(z.object({ requestId, space: id.spaceId, decision: id.decisionId })).output(z.object({ entry: id.entryId })),
  /** Sends one transaction with the signed ballots of all named decisions. */
  enact: oc.input(z.object({ requestId, space: id.spaceId, decisions: z.array(id.decisionId).min(1).max(64) })).output(transactionRow),
  /** Records what passes and is not decided at once; it can be challenged for a while, then carried out. */
  record: oc.input(z.object({ requestId, space: id.spaceId, decision: id.decisionId })).output(transactionRow),
  /** Brings the ballots known here that a record lacks. */
  challenge: oc.input(z.object({ requestId, space: id.spaceId, decision: id.decisionId })).output(transactionRow),
  /** Carries out what was recorded, once its window and grace period are over. */
  execute: oc.input(z.object({ requestId, space: id.spaceId, decision: id.decisionId })).output(transactionRow),
}

export const commentsContract = {
  post: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        about: z.union([id.decisionId, id.draftId]),
        replyTo: id.entryId.nullable(),
        text: z.string().min(1).max(16_384),
      }),
    )
    .output(z.object({ entry: id.entryId })),
}

/** Of which purse a decision that awaits this member's ballot takes its credits: those of one period and one set of rules share what is left. */
export const purseRow = z.object({ decision: id.decisionId, purse: z.string(), total: z.number().int(), left: z.number().int() })

export const ballotsContract = {
  /** In quadratic counting: what awaits this member's ballot, and the credits that are left for it. Elsewhere empty. */
  credits: oc.input(z.object({ space: id.spaceId })).output(z.array(purseRow)),
  /** Takes back on the chain all ballots of this member so far: nobody can enact with one of them, and what is open waits for a new one. */
  revoke: oc.input(z.object({ requestId, space: id.spaceId })).output(transactionRow),
  /** Publishes a signed ballot again that was set aside with the record it stood in; anybody may. */
  republish: oc.input(z.object({ requestId, space: id.spaceId, entry: id.entryId })).output(z.object({ entry: id.entryId })),
  /** Answers many proposals under one signature, each with a reason of its own, and carries earlier answers on that still stand. */
  sheet: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        choices: z
          .array(
            z.object({
              decision: id.decisionId,
              support: z.enum(['for', 'against', 'abstain']),
              reason: z.string().max(1_024),
              /** In quadratic counting alone. */
              votes: z.number().int().min(0).max(255).optional(),
            }),
          )
          .min(1)
          .max(64),
      }),
    )
    .output(
      z.object({
        entry: id.entryId,
        revision: z.string(),
        carried: z.array(id.decisionId),
        leftOut: z.array(id.decisionId),
        later: z.array(id.decisionId).default([]),
      }),
    ),
  /** Signs one sheet for all choices in the trusted window, then appends and gossips it. */
  cast: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        choices: z
          .array(
            z.object({
              decision: id.decisionId,
              support: z.enum(['for', 'against', 'abstain']),
              /** In quadratic counting alone: each costs its square in credits of the period. */
              votes: z.number().int().min(0).max(255).optional(),
            }),
          )
          .min(1)
          .max(64),
        reason: z.string().max(16_384),
      }),
    )
    .output(z.object({ entry: id.entryId, revision: z.string() })),
}
