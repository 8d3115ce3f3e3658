import {
  type Address,
  type BallotSheet,
  countingModes,
  DaomeshError,
  type DecisionId,
  limits,
  type Rules,
  supports,
} from '@daomesh/protocol'
import { costOf, creditPeriodOf, creditsLeft } from './credits.ts'

export type Answer = {
  readonly decision: DecisionId
  readonly slot: bigint
  /** Seconds of chain time: whose period's credits it spends. */
  readonly closesAt: number
  /** A value of `supports`. */
  readonly support: number
  /** Only in quadratic counting. */
  readonly votes?: bigint
}

export type PlanSheetParameters = {
  readonly member: Address
  /** Above every revision of this member, see `nextRevision`. */
  readonly revision: bigint
  readonly rules: Rules
  readonly answers: readonly Answer[]
  /**
   * Earlier answers to proposals that are still open. They stand without being signed again (R4), but one transaction takes one sheet of a member (S4): on
   * the newest sheet too, they can be enacted together with it. One that is answered anew is replaced.
   */
  readonly standing?: readonly Answer[]
  /** Every For of this member that could still be used, under whatever revision: of its slot nothing else is answered For. */
  readonly usableYes?: readonly SlotAnswer[]
  /** In quadratic counting: by period, credits that decisions which this sheet does not answer reserve. */
  readonly reserved?: ReadonlyMap<number, bigint>
}

export type SheetPlan = {
  readonly sheet: BallotSheet
  /** What the sheet costs in credits. */
  readonly cost: bigint
  /** Earlier answers that found no place: a sheet has at most 64. They stand on their old sheets. */
  readonly leftOut: readonly DecisionId[]
}

/** An answer as far as its slot minds it. */
export type SlotAnswer = Pick<Answer, 'decision' | 'slot' | 'support'>

/**
 * Of the decisions of one slot, of which one at most is ever enacted, only one may be answered For, on this sheet or an earlier one: a signed Yes stays
 * usable (R4), so a member that answered two would let whoever enacts choose between them (R6.3).
 * @throws DaomeshError `BALLOT_SLOT` with both decisions.
 * @example
 * const answer = { decision: decisionIdOf(chain.chainId, dao, decision), slot: decision.slot, support: supports.for }
 * const rival = { ...answer, decision: decisionIdOf(chain.chainId, dao, { ...decision, closesAt: 1 }) }
 * checkSlots([answer], [{ ...rival, support: supports.against }]) // => undefined
 * checkSlots([answer], [rival]) // throws BALLOT_SLOT
 */
export const checkSlots = (answers: readonly SlotAnswer[], standing: readonly SlotAnswer[]): void => {
  const yes = new Map<bigint, DecisionId>()
  for (const { decision, slot, support } of [...standing, ...answers]) {
    if (support !== supports.for) continue
    const other = yes.get(slot) ?? decision
    if (other !== decision) throw new DaomeshError('BALLOT_SLOT', { meta: { decision, other } })
    yes.set(slot, decision)
  }
}

const refuse = (field: string, reason: string): never => {
  throw new DaomeshError('INPUT_INVALID', { meta: { field, reason } })
}

const checkAnswers = (answers: readonly Answer[], standing: readonly SlotAnswer[], quadratic: boolean): void => {
  if (answers.length === 0) refuse('choices', 'a sheet answers at least one decision')
  if (answers.length > limits.sheetChoices) refuse('choices', `a sheet answers at most ${limits.sheetChoices} decisions`)
  if (new Set(answers.map(({ decision }) => decision)).size !== answers.length) refuse('choices', 'a sheet answers a decision twice')
  for (const { support, votes = 0n } of answers) {
    if (!Object.values<number>(supports).includes(support)) refuse('support', 'it is none of 0, 1, 2')
    if (votes !== 0n && !quadratic) refuse('votes', 'the rules of this DAO ask for none')
    if (votes < 0n || votes >= 1n << 64n) refuse('votes', 'they do not fit 64 bits')
  }
  checkSlots(answers, standing)
}

/** By how much a sheet costs too much, the worst of it: more than the credits in all, or more than is left of one period. */
const overspending = (rules: Rules, all: readonly Answer[], reserved: ReadonlyMap<number, bigint>) => {
  const costs = new Map<number, bigint>()
  for (const { closesAt, votes = 0n } of all) {
    const period = creditPeriodOf(rules, closesAt)
    costs.set(period, (costs.get(period) ?? 0n) + costOf(votes))
  }
  const cost = [...costs.values()].reduce((sum, one) => sum + one, 0n)
  const checks = [
    { period: null, cost, left: BigInt(rules.credits) },
    ...[...costs].map(([period, one]) => ({ period, cost: one, left: creditsLeft(rules, reserved.get(period) ?? 0n) })),
  ]
  const worst = checks.reduce((a, b) => (b.cost - b.left > a.cost - a.left ? b : a))
  return { cost, ...(worst.cost > worst.left ? { over: worst } : {}) }
}

/**
 * One sheet for many proposals: a member's whole week under one signature. Answers in the order asked, behind them the earlier ones that still stand, as
 * many as there is place for. In quadratic counting the sheet must be payable, in all and in each period, or nothing on it would count (T12).
 * @throws DaomeshError `BALLOT_CREDITS` when the votes cost more credits than are left, `meta.over` says by how much; `BALLOT_SLOT` when two decisions of one
 * slot would be answered For; `INPUT_INVALID` when a decision is answered twice, votes are given where the rules ask for none, or something does not fit.
 * @example
 * const id = decisionIdOf(chain.chainId, dao, decision)
 * const answer = { decision: id, slot: decision.slot, closesAt: decision.closesAt, support: supports.for, votes: 6n }
 * planSheet({ member: alice, revision: 1n, rules: { ...rules, mode: 2, credits: 36 }, answers: [answer] }).cost // => 36n
 * planSheet({ member: alice, revision: 1n, rules: { ...rules, mode: 2, credits: 35 }, answers: [answer] }) // throws BALLOT_CREDITS
 */
export const planSheet = (parameters: PlanSheetParameters): SheetPlan => {
  const { member, revision, rules, answers, standing = [], usableYes = [], reserved = new Map() } = parameters
  if (revision < 0n || revision >= 1n << 32n) refuse('revision', 'a record takes none of 2³² and more')
  const quadratic = rules.mode === countingModes.quadratic
  const anew = new Set(answers.map(({ decision }) => decision))
  const kept = standing.filter(({ decision }) => !anew.has(decision))
  checkAnswers(answers, [...kept, ...usableYes], quadratic)
  const room = limits.sheetChoices - answers.length
  const all = [...answers, ...kept.slice(0, room)]
  const { cost, over } = overspending(rules, all, reserved)
  if (quadratic && over !== undefined) {
    const amounts = { over: (over.cost - over.left).toString(), cost: over.cost.toString(), left: over.left.toString() }
    throw new DaomeshError('BALLOT_CREDITS', { meta: { ...amounts, period: over.period } })
  }
  return {
    sheet: { member, revision, choices: all.map(({ decision, support, votes = 0n }) => ({ decision, support, votes })) },
    cost,
    leftOut: kept.slice(room).map(({ decision }) => decision),
  }
}
