import type { Address, PledgeLine, ProjectId } from '@daomesh/protocol'
import type { Phrase } from '../phrase.ts'
import { type BudgetPart, liberalRadical } from './liberalRadical.ts'

export type BudgetEstimate = {
  readonly parts: readonly BudgetPart[]
  readonly ignored: readonly { readonly member: Address; readonly because: Phrase }[]
}

/**
 * What each project gets if nothing changes any more: the same function that makes the payments. Projects in the order of their ids, whatever order they
 * are given in; none where there are none.
 * @example
 * estimateBudget({ amount: 5n, allocation: 9n }, [project], [alice], [{ member: alice, pledges: [{ project, amount: 4n }] }]).parts[0]?.amount // => 5n
 */
export const estimateBudget = (
  budget: { readonly amount: bigint; readonly allocation: bigint },
  projects: readonly ProjectId[],
  voters: readonly Address[],
  pledges: readonly { readonly member: Address; readonly pledges: readonly PledgeLine[] }[],
): BudgetEstimate => {
  if (projects.length === 0) return { parts: [], ignored: [] }
  const lines = pledges.flatMap(({ member, pledges: theirs }) => theirs.map(({ project, amount }) => ({ member, project, amount })))
  const order = projects.toSorted()
  return liberalRadical({ budget: budget.amount, projects: order, roster: voters, allocation: budget.allocation, pledges: lines })
}
