import type { Address, BudgetId, DecisionId, EntryId } from '@daomesh/protocol'
import { readClosingStatement } from '../content/closingStatement.ts'
import { keys } from '../fold/keys.ts'
import type { ClosingValue } from '../fold/values.ts'
import { type Registers, valueAt, valuesOf } from './registers.ts'

/** A closing: by whom, and its decisions, of which the first names it. */
export type ClosingRow = { readonly by: Address; readonly entry: EntryId; readonly decisions: readonly DecisionId[] }

/**
 * Every closing of a budget that somebody proposed, sorted by its first decision.
 */
export const closingsOf = (registers: Registers, budget: BudgetId): readonly ClosingRow[] =>
  valuesOf<ClosingValue>(registers, keys.closingsOf(budget))
    .filter(({ part }) => part === 0)
    .map(({ by, entry, decisions }) => ({ by, entry, decisions }))

/** The closing that a proposal is a part of, with its budget, or null. */
export const closingAt = (
  registers: Registers,
  decision: DecisionId,
  content: string,
): { readonly budget: BudgetId; readonly closing: ClosingValue } | null => {
  const statement = readClosingStatement(content)
  if (statement === null) return null
  const closing = valueAt<ClosingValue>(registers, keys.closing(statement.budget, decision))
  return closing === undefined ? null : { budget: statement.budget, closing }
}

/**
 * A decision of another closing of the same budget that was enacted, or null. The slots let only one decision a part be enacted, but two parts of
 * different closings could pay more than the budget together: once one closing has paid anything, no other one is voted on.
 * `paid`: what of that budget was enacted. A part that stands in two closings is beside all parts of both.
 */
export const paidOtherwise = (
  decision: DecisionId,
  closing: Pick<ClosingValue, 'decisions'>,
  paid: readonly { readonly decision: DecisionId; readonly closing: Pick<ClosingValue, 'decisions'> }[],
): DecisionId | null =>
  paid.find((one) => !closing.decisions.includes(one.decision) && !one.closing.decisions.includes(decision))?.decision ?? null
