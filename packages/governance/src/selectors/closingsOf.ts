import type { Address, BudgetId, DecisionId, EntryId, Hex, ProjectId } from '@daomesh/protocol'
import { readClosingStatement } from '../content/closingStatement.ts'
import { keys } from '../fold/keys.ts'
import type { CloserValue, ClosingValue } from '../fold/values.ts'
import { type Registers, valuesOf } from './registers.ts'

/** A closing: who made it first, its decisions, of which the first names it, and its set: digests of sheets, and projects. */
export type ClosingRow = {
  readonly by: Address
  readonly entry: EntryId
  readonly decisions: readonly DecisionId[]
  readonly pledges: readonly Hex[]
  readonly projects: readonly ProjectId[]
}

/**
 * Every closing of a budget that somebody proposed, sorted by its first decision.
 */
export const closingsOf = (registers: Registers, budget: BudgetId): readonly ClosingRow[] =>
  valuesOf<ClosingValue>(registers, keys.closingsOf(budget))
    .filter(({ part }) => part === 0)
    .map(({ by, entry, decisions, pledges, projects }) => ({ by, entry, decisions, pledges, projects }))

/** A closing that a proposal is a part of, with its budget; `beside`: all decisions of every closing that it is a part of. */
export type PartOfClosing = { readonly budget: BudgetId; readonly closing: ClosingValue; readonly beside: ReadonlySet<DecisionId> }

/** The closing that a proposal is a part of, or null. Where several hold it they name the same pledges and projects, since its text does. */
export const closingAt = (registers: Registers, decision: DecisionId, content: string): PartOfClosing | null => {
  const statement = readClosingStatement(content)
  if (statement === null) return null
  const closings = valuesOf<ClosingValue>(registers, keys.closingsWith(statement.budget, decision))
  const [closing] = closings
  if (closing === undefined) return null
  return { budget: statement.budget, closing, beside: new Set(closings.flatMap(({ decisions }) => decisions)) }
}

/** Who wrote a closing with this decision; nobody for what closes no budget. */
export const closersOf = (registers: Registers, decision: DecisionId): readonly Address[] =>
  valuesOf<CloserValue>(registers, keys.closersOf(decision)).map(({ by }) => by)

/**
 * A decision of another closing of the same budget that was enacted, or null. The slots let only one decision a part be enacted, but two parts of
 * different closings could pay more than the budget together: once one closing has paid anything, no other one is voted on.
 * `paid`: what of that budget was enacted. A part that stands in two closings is beside all parts of both.
 */
export const paidOtherwise = (
  decision: DecisionId,
  paid: readonly { readonly decision: DecisionId; readonly beside: ReadonlySet<DecisionId> }[],
): DecisionId | null => paid.find(({ beside }) => !beside.has(decision))?.decision ?? null
