import { type Budget, budgetIdOf, type BudgetId, type DecisionId } from '@daomesh/protocol'
import { readPeriodicBudgetStatement } from '../content/periodicBudgetStatement.ts'
import type { ChainState } from '../facts/chainState.ts'
import { keys } from '../fold/keys.ts'
import type { ProposalValue } from '../fold/values.ts'
import { budgetOfPeriod, periodAt, type PeriodicBudget, periodBegin } from '../rules/budget/periodicBudget.ts'
import { type Registers, valueAt } from './registers.ts'

/** One period of a periodic budget, in seconds of chain time. */
export type BudgetPeriod = {
  readonly period: number
  readonly begins: number
  /** When pledges end, and the next period begins. */
  readonly ends: number
  readonly budget: Budget
  readonly id: BudgetId
}

export type PeriodicBudgetState = {
  readonly rule: PeriodicBudget
  /** The decision that says so. */
  readonly decision: DecisionId
  /** The present period; -1 before the first. */
  readonly period: number
}

/**
 * The periodic budget in force (B8): that of the decision enacted last among those whose text ends with a statement of it; null where none is, or the
 * last one agrees on none.
 * @example
 * periodicBudgetState(registers, state, 1) // => null
 */
export const periodicBudgetState = (registers: Registers, state: ChainState, now: number): PeriodicBudgetState | null => {
  for (const decision of [...state.enacted.keys()].reverse()) {
    const content = valueAt<ProposalValue>(registers, keys.proposal(decision))?.content
    const rule = content === undefined ? undefined : readPeriodicBudgetStatement(content)
    if (rule !== undefined) return rule === null ? null : { rule, decision, period: periodAt(rule, now) }
  }
  return null
}

/** One of its periods, with the budget that belongs to it. */
export const budgetPeriod = ({ rule, decision }: PeriodicBudgetState, period: number): BudgetPeriod => {
  const budget = budgetOfPeriod(rule, decision, period)
  return { period, begins: periodBegin(rule, period), ends: budget.closesAt, budget, id: budgetIdOf(budget) }
}
