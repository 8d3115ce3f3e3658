import { oc } from '@orpc/contract'
import { z } from 'zod'
import { id, proposalState, requestId, seenBy, sentence } from './shapes.ts'

const at = z.object({ space: id.spaceId, budget: id.budgetId })
/** In virtual units of the allocation; what is not named gets nothing. */
const lines = z.array(z.object({ project: id.projectId, amount: id.amount })).max(200)

export const budgetRow = z.object({
  budget: id.budgetId,
  title: z.string(),
  /** Zero is ETH. */
  token: id.address,
  /** In the token's smallest unit. */
  amount: id.amount,
  /** What each member may pledge in all, in virtual units. */
  allocation: id.amount,
  /** Seconds of chain time; 0 where no time is stated and closing is an act. */
  closesAt: z.number().int(),
  status: z.enum(['open', 'ended', 'closing', 'paid']),
  author: id.address,
  authorName: z.string().nullable(),
  openedAt: z.number(),
  projects: z.number().int(),
  /** Members whose pledge counts, of those who may pledge. */
  pledged: z.number().int(),
  of: z.number().int(),
  /** Whether this account may pledge, and did. */
  may: z.boolean(),
  did: z.boolean(),
})

export const budgetPage = budgetRow.extend({
  projectRows: z.array(
    z.object({
      project: id.projectId,
      name: z.string(),
      payee: id.address,
      text: z.string(),
      author: id.address,
      authorName: z.string().nullable(),
      /** What it would get now, in the unit of the budget. */
      amount: id.amount,
      pledgers: z.number().int(),
      pledged: id.amount,
      /** What this account pledges to it. */
      mine: id.amount,
      /** Another project has the same name: only the payee tells them apart. */
      namesake: z.boolean(),
    }),
  ),
  /** Projects beyond the limit, which cannot be pledged to. */
  more: z.number().int(),
  pledges: z.array(
    z.object({
      account: id.address,
      name: z.string().nullable(),
      revision: z.string(),
      at: z.number(),
      sum: id.amount,
      /** Why it does not count, or null. */
      ignored: sentence.nullable(),
      equivocated: z.boolean(),
      seenBy,
    }),
  ),
  closings: z.array(
    z.object({
      author: id.address,
      authorName: z.string().nullable(),
      decisions: z.array(z.object({ decision: id.decisionId, state: proposalState })),
    }),
  ),
  /** ETH in the treasury where the budget gives ETH and the chain was asked already. */
  treasury: id.amount.nullable(),
})

/** What a proposal that closes a budget must pay, by the pledges it names, against what it does pay. */
export const closingShape = z.object({
  budget: id.budgetId,
  title: z.string().nullable(),
  part: z.number().int(),
  parts: z.number().int(),
  root: id.bytes32,
  counted: z.number().int(),
  /** `absent`: pledges or projects that it names are not here, so nothing can be said yet. */
  verdict: z.enum(['matches', 'differs', 'absent']),
  absent: z.number().int(),
  /** Whose newest pledge is not in it; `older` where an earlier one of theirs is. */
  missing: z.array(z.object({ account: id.address, name: z.string().nullable(), older: z.boolean() })),
  token: id.address.nullable(),
  /** Calls, counted from 1, that are not what the pledges come to; null where there should be none. */
  differences: z.array(z.object({ place: z.number().int(), payee: id.address.nullable(), amount: id.amount.nullable() })),
})

const periodic = {
  name: z.string().min(1).max(60),
  token: id.address,
  amount: id.amount,
  allocation: id.amount,
  every: z.enum(['week', 'month']),
  /** Seconds of chain time. */
  start: z.number().int().min(0).max(99_999_999_999),
}

export const periodicShape = z.object({
  /** The budget of each week or month that is agreed on, and the decision that says so. */
  rule: z.object({ ...periodic, decision: id.decisionId }).nullable(),
  /** The last period, the present one and those that come next. `budget`: null where it is not open here. */
  rounds: z.array(
    z.object({
      period: z.number().int(),
      begins: z.number().int(),
      ends: z.number().int(),
      title: z.string(),
      present: z.boolean(),
      budget: id.budgetId.nullable(),
      status: budgetRow.shape.status.nullable(),
    }),
  ),
  /** The open proposal that would change it. */
  proposal: id.decisionId.nullable(),
})

export const budgetsContract = {
  list: oc.input(z.object({ space: id.spaceId })).output(z.array(budgetRow)),
  get: oc.input(at).output(budgetPage),
  /** What each project would get if this account pledged this instead of what it pledges now. */
  estimate: oc
    .input(at.extend({ pledges: lines }))
    .output(z.object({ parts: z.array(z.object({ project: id.projectId, amount: id.amount })), over: id.amount })),
  /** The periodic budget in force, with its calendar. */
  periodic: oc.input(z.object({ space: id.spaceId })).output(periodicShape),
  /** Budgets that close soon and in which this account has not pledged. */
  reminders: oc.input(z.object({ space: id.spaceId })).output(z.array(budgetRow)),
  /** Puts to the vote that there is a budget each week or month; null: none any more. `start` 0: from now. */
  setPeriodic: oc
    .input(z.object({ requestId, space: id.spaceId, rule: z.object(periodic).nullable(), reason: z.string().max(2_000) }))
    .output(z.object({ decision: id.decisionId, entry: id.entryId })),
  open: oc
    .input(
      z.object({
        requestId,
        space: id.spaceId,
        title: z.string().min(1).max(80),
        token: id.address,
        amount: id.amount,
        allocation: id.amount,
        closesAt: z.number().int().min(0),
      }),
    )
    .output(z.object({ budget: id.budgetId, entry: id.entryId })),
  addProject: oc
    .input(at.extend({ requestId, name: z.string().min(1).max(80), payee: id.address, text: z.string().max(2_048) }))
    .output(z.object({ project: id.projectId, entry: id.entryId })),
  /** Signs all of this account's pledges in the trusted window; they replace earlier ones. */
  pledge: oc.input(at.extend({ requestId, pledges: lines })).output(z.object({ entry: id.entryId, revision: z.string() })),
  /** Proposes the exact payments. `without`: projects that are left out, with the pledges of whoever pledges to them. */
  close: oc
    .input(at.extend({ requestId, without: z.array(id.projectId).max(200) }))
    .output(z.object({ decisions: z.array(id.decisionId), entry: id.entryId })),
}
