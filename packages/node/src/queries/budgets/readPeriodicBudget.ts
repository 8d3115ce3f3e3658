import { budgetPeriod, budgetState, listBudgets, listProposals, readPeriodicBudgetStatement } from '@daomesh/governance'
import { limits, type SpaceId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { budgetRow, periodicShape } from '../../contract/budgets.ts'
import { periodicNow } from '../../spaces/periodicNow.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import { underWay } from '../proposals/underWay.ts'
import { budgetRowOf } from './readBudgets.ts'

export type PeriodicAnswer = z.input<typeof periodicShape>

/** The last period, the present one and three that come. */
const shown = [-1, 0, 1, 2, 3]

/** The periodic budget in force with its calendar, and what is voted on to change it. */
export const readPeriodicBudget = (node: NodeContext, { space: id }: { readonly space: SpaceId }): PeriodicAnswer => {
  const space = node.spaces.dao(id)
  const [registers, chain, present] = [space.registers(), space.chainState(), presentOf(node, space)]
  const proposed = listProposals(registers, chain, present).find(
    ({ status, content }) => underWay.has(status) && readPeriodicBudgetStatement(content) !== undefined,
  )
  const proposal = proposed?.id ?? null
  const state = periodicNow(node, space)
  if (state === null) return { rule: null, rounds: [], proposal }
  const { rule, decision, period } = state
  return {
    rule: { ...rule, amount: rule.amount.toString(), allocation: rule.allocation.toString(), decision },
    rounds: shown
      .map((at) => period + at)
      .filter((at) => at >= 0)
      .map((at) => {
        const round = budgetPeriod(state, at)
        const row = budgetState(registers, chain, round.id, present)
        return {
          period: at,
          begins: round.begins,
          ends: round.ends,
          title: round.budget.title,
          present: at === period,
          budget: row?.id ?? null,
          status: row?.status ?? null,
        }
      }),
    proposal,
  }
}

/** Budgets in which this account has not pledged and that close within three days: what to remind of, the nearest first. */
export const listBudgetReminders = (node: NodeContext, { space: id }: { readonly space: SpaceId }): z.input<typeof budgetRow>[] => {
  const space = node.spaces.dao(id)
  const present = presentOf(node, space)
  return listBudgets(space.registers(), space.chainState(), present)
    .filter(({ status, closesAt }) => status === 'open' && closesAt > 0 && closesAt - present.now <= limits.budgetReminder)
    .map((row) => budgetRowOf(node, space, row))
    .filter(({ may, did, projects }) => may && !did && projects > 0)
    .toSorted((a, b) => a.closesAt - b.closesAt)
}
