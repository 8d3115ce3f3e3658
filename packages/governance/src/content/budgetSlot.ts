import { type Address, type BudgetId, slotOf } from '@daomesh/protocol'

/**
 * Whose slots the decisions of a budget use: no member's, but an account made from the budget's id, which nobody holds a key of. So whoever closes a
 * budget, and however often, uses the same slots, and the chain pays it once.
 * @example
 * budgetPayerOf(budget) === `0x${budget.slice(-40)}` // => true
 */
export const budgetPayerOf = (budget: BudgetId): Address => `0x${budget.slice(-40)}` as Address

/**
 * The slot of one part of a budget's payments.
 * @example
 * budgetSlotOf(budget, 1) - budgetSlotOf(budget, 0) // => 1n
 */
export const budgetSlotOf = (budget: BudgetId, part: number): bigint => slotOf(budgetPayerOf(budget), BigInt(part))
