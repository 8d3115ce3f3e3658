import {
  type Address,
  type BallotSheet,
  ballotSheetSchema,
  countingModes,
  type DecisionId,
  decisionSchema,
  fittingSheets,
  fittingTogether,
  limits,
  packTogether,
  type SignedAnswer,
  supports,
  togetherSheet,
} from '@daomesh/protocol'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue, SheetValue } from '../fold/values.ts'
import { sheetCostOf } from '../rules/credits.ts'
import { ballotsOf } from './ballotsOf.ts'
import { tallyDecision } from './countProposal.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'
import type { SheetToEnact } from './sheetToEnact.ts'

export type Enactment = {
  /** At most one sheet per member, by account as the roster's seats are: the contract takes no second one. */
  readonly sheets: readonly SheetToEnact[]
  /** Of the asked decisions, in their order, those that pass at once with exactly these sheets. */
  readonly decisions: readonly DecisionId[]
}

/** How members that are DAOs put several answers on one sheet: the DAO in which they vote, and which members are DAOs of its factory (contracts R28). */
export type Together = { readonly outer: Address; readonly isDao: (member: Address) => boolean }

/** Votes are spent in quadratic counting alone, and no sheet spends more than its credits (R8). */
const isPayable = ({ rules }: ChainState, sheet: BallotSheet): boolean =>
  sheetCostOf(sheet.choices) <= (rules.mode === countingModes.quadratic ? BigInt(rules.credits) : 0n)

/** Values of registers are never changed, so one that was read is read. */
const read = new WeakMap<object, BallotSheet>()
const sheetOf = (sheet: SheetValue['sheet']): BallotSheet => {
  const known = read.get(sheet as object) ?? ballotSheetSchema.parse(sheet)
  read.set(sheet as object, known)
  return known
}

/** Every sheet of a member that the chain would read. */
const readableSheets = (registers: Registers, state: ChainState, member: Address): readonly SheetToEnact[] =>
  valuesOf<SheetValue>(registers, keys.sheetsOf(member))
    .map(({ sheet, signature }) => ({ ...sheetOf(sheet), signature }))
    .filter((sheet) => sheet.revision >= (state.minRevisions.get(member) ?? 0n) && isPayable(state, sheet))

/**
 * For one decision the sheet of each member is that of its usable ballot, which is the newest that says so: it is looked up, and the others, of which a member
 * may sign any number, are not looked through.
 */
const sheetsOfOne = (registers: Registers, state: ChainState, id: DecisionId): readonly SheetToEnact[] =>
  ballotsOf(registers, state, id).flatMap(({ member, usable }) => {
    const value = usable === null ? undefined : valueAt<SheetValue>(registers, keys.sheet(member, usable.revision, usable.digest))
    return value === undefined ? [] : [{ ...sheetOf(value.sheet), signature: value.signature }]
  })

const carries = (sheet: BallotSheet, answers: ReadonlyMap<DecisionId, number>): number =>
  sheet.choices.filter((choice) => answers.get(choice.decision) === choice.support).length

/**
 * The one sheet that the answers of a DAO make, each by the newest sheet that holds it alone; null where fewer than two are there. In the order asked, and
 * as many as fit, so that the first asked one is favoured (S21).
 */
const putTogether = (
  outer: Address,
  member: Address,
  answers: ReadonlyMap<DecisionId, number>,
  sheets: readonly SheetToEnact[],
): SheetToEnact | null => {
  const alone = [...answers].flatMap(([decision, support]): SignedAnswer[] => {
    const found = sheets.findLast(
      ({ choices: [one, ...more] }) => more.length === 0 && one?.decision === decision && one.support === support,
    )
    return found === undefined ? [] : [{ decision, support, revision: found.revision, signature: found.signature }]
  })
  const parts = alone.slice(0, Math.min(limits.sheetChoices, fittingTogether(alone)))
  return parts.length < 2 ? null : { ...togetherSheet(member, parts), signature: packTogether(outer, parts) }
}

/**
 * Per member the one sheet that says for most of the decisions what this member's usable ballot says; of equal ones the newer.
 * An older Yes is as good as a newer one (R4), so a weekly sheet is found although one of its answers was signed again.
 */
const chooseSheets = (
  registers: Registers,
  state: ChainState,
  ids: readonly DecisionId[],
  together: Together | null,
): readonly SheetToEnact[] => {
  const [only, ...others] = ids
  if (only !== undefined && others.length === 0) return sheetsOfOne(registers, state, only)
  const usable = new Map<Address, Map<DecisionId, number>>()
  for (const id of ids)
    for (const ballot of ballotsOf(registers, state, id))
      if (ballot.usable !== null) usable.set(ballot.member, (usable.get(ballot.member) ?? new Map()).set(id, ballot.usable.support))
  return [...usable]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([member, answers]) => {
      const readable = readableSheets(registers, state, member)
      // Sheets come in the order of their revisions, so the last of the best is the newest.
      const best = readable.reduce<SheetToEnact | null>(
        (chosen, sheet) => (chosen === null || carries(sheet, answers) >= carries(chosen, answers) ? sheet : chosen),
        null,
      )
      if (best === null) return []
      const made = together?.isDao(member) ? putTogether(together.outer, member, answers, readable) : null
      return [made !== null && carries(made, answers) > carries(best, answers) ? made : best]
    })
}

const saysFor = (sheet: SheetToEnact, id: DecisionId): boolean =>
  sheet.choices.some((choice) => choice.decision === id && choice.support === supports.for)

/**
 * Of each member who said Yes the sheet that shows it, as the chain would read it: by account, at most one of a member.
 * @example
 * yesSheets(registers, state, decisionIdOf(1n, dao, decision)) // => []
 */
export const yesSheets = (registers: Registers, state: ChainState, id: DecisionId): readonly SheetToEnact[] =>
  chooseSheets(registers, state, [id], null).filter((sheet) => saysFor(sheet, id))

/** Whether a decision passes at once with exactly these sheets, as the contract will count them. */
const passesWith = (registers: Registers, state: ChainState, sheets: readonly SheetToEnact[], id: DecisionId): boolean => {
  const value = valueAt<ProposalValue>(registers, keys.proposal(id))
  if (value === undefined) return false
  const support = new Map<Address, number>()
  for (const { member, choices } of sheets) {
    const choice = choices.find((one) => one.decision === id)
    if (choice !== undefined) support.set(member, choice.support)
  }
  return tallyDecision(state, decisionSchema.parse(value.decision), support).immediate
}

/**
 * The sheets to enact decisions with in one transaction. A member has one sheet there, so decisions signed on different sheets may not fit
 * together: the answer says which do, and the first asked one is favoured. Ask again for the rest. With `together`, what members that are DAOs answered
 * apart stands on one sheet.
 * @example
 * enactingSheets(registers, state, []) // => { sheets: [], decisions: [] }
 */
export const enactingSheets = (
  registers: Registers,
  state: ChainState,
  ids: readonly DecisionId[],
  together: Together | null = null,
): Enactment => {
  const carriedBy = (sheets: readonly SheetToEnact[]): Enactment => ({
    sheets,
    decisions: ids.filter((id) => passesWith(registers, state, sheets, id)),
  })
  const plan = (wanted: readonly DecisionId[]): Enactment => {
    const whole = carriedBy(fittingSheets(wanted, chooseSheets(registers, state, wanted, together)))
    // Against and Abstain can only help the quorum; where For reaches it alone they would just cost gas.
    const lean = carriedBy(whole.sheets.filter((sheet) => whole.decisions.some((id) => saysFor(sheet, id))))
    return lean.decisions.length === whole.decisions.length ? lean : whole
  }
  const all = plan(ids)
  const [first] = ids
  if (first === undefined || all.decisions.includes(first)) return all
  const alone = plan([first])
  return alone.decisions.length > 0 ? alone : all
}
