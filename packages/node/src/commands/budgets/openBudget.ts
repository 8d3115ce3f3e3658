import {
  type Address,
  budgetIdOf,
  type BudgetId,
  budgetSchema,
  DaomeshError,
  type EntryId,
  type SpaceId,
  to0x,
  toRecord,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { drawOnce } from '../../requests/drawOnce.ts'

export type OpenBudgetParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly title: string
  readonly token: Address
  readonly amount: string
  readonly allocation: string
  readonly closesAt: number
}

/**
 * Opens a budget: money of the DAO that members will divide by their pledges. It moves nothing and needs no chain; the money is looked for when the budget
 * is closed and voted on.
 * @throws DaomeshError `INPUT_INVALID` for an amount, an allocation or a title that no budget has.
 */
export const openBudget = async (
  node: NodeContext,
  { requestId, space: id, title, token, amount, allocation, closesAt }: OpenBudgetParameters,
  keep: Keep<{ budget: BudgetId; entry: EntryId }>,
): Promise<{ budget: BudgetId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const salt = to0x(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 32))
  const read = budgetSchema.safeParse({ title, token, amount, allocation, closesAt, salt })
  if (!read.success)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { reason: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') },
    })
  if (closesAt > 0 && closesAt <= node.chainView.now())
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'closesAt', reason: 'the chain has passed that time' } })
  const outcome = (entry: EntryId) => ({ budget: budgetIdOf(read.data), entry })
  return outcome(await space.append('budget.open', { budget: toRecord(read.data) }, { meta: (entry) => [keep(outcome(entry))] }))
}
