import { type Address, limits, type ProjectId } from '@daomesh/protocol'
import type { BudgetPart } from './liberalRadical.ts'

export type BudgetPayment = { readonly project: ProjectId; readonly payee: Address; readonly amount: bigint }

/**
 * The payments of a divided budget, in the order of its projects, cut into decisions of at most 128. Who gets nothing is not paid. One decision of no
 * payments where nobody gets anything.
 * @example
 * budgetPayments([{ project, amount: 5n, pledgers: 1, pledged: 1n }], new Map([[project, bob]])) // => [[{ project, payee: bob, amount: 5n }]]
 */
export const budgetPayments = (
  parts: readonly BudgetPart[],
  payees: ReadonlyMap<string, Address>,
): readonly (readonly BudgetPayment[])[] => {
  const payments = parts.flatMap(({ project, amount }): readonly BudgetPayment[] => {
    const payee = payees.get(project)
    return payee === undefined || amount === 0n ? [] : [{ project: project as ProjectId, payee, amount }]
  })
  const count = Math.max(1, Math.ceil(payments.length / limits.decisionCalls))
  return Array.from({ length: count }, (_, i) => payments.slice(i * limits.decisionCalls, (i + 1) * limits.decisionCalls))
}
