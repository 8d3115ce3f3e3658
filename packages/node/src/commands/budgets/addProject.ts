import {
  type Address,
  type BudgetId,
  DaomeshError,
  type EntryId,
  type ProjectId,
  projectIdOf,
  projectSchema,
  type SpaceId,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireBudget } from '../../queries/budgets/readBudgets.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type AddProjectParameters = {
  readonly space: SpaceId
  readonly budget: BudgetId
  readonly name: string
  readonly payee: Address
  readonly text: string
}

/**
 * Adds a project that members may pledge to; any member may, while the budget is open. It cannot be changed: with another payee it is another project.
 * @throws DaomeshError `BUDGET_UNKNOWN`, `BUDGET_CLOSED`, `INPUT_INVALID`.
 */
export const addProject = async (
  node: NodeContext,
  { space: id, budget, name, payee, text }: AddProjectParameters,
  keep: Keep<{ project: ProjectId; entry: EntryId }>,
): Promise<{ project: ProjectId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const row = requireBudget(node, space, budget)
  if (row.status !== 'open') throw new DaomeshError('BUDGET_CLOSED', { meta: { budget, status: row.status } })
  if (row.namers?.includes(node.account.required()) === false)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'project', reason: 'there are as many projects as a budget can have, and you have your part of them' },
    })
  const read = projectSchema.safeParse({ budget, name, payee, text })
  if (!read.success)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { reason: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') },
    })
  const outcome = (entry: EntryId) => ({ project: projectIdOf(read.data), entry })
  return outcome(await space.append('budget.project', { project: read.data }, { meta: (entry) => [keep(outcome(entry))] }))
}
