import { encodeDistributeIncome } from '@daomesh/chain'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { lookAtIncome } from '../../queries/income/readIncome.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type DistributeIncomeParameters = { readonly requestId: string; readonly space: SpaceId; readonly token: Address }

/**
 * Splits what lies in the inbox between treasury and members, for everybody at this member's cost.
 * @throws DaomeshError `INCOME_NONE` when nothing lies there; `INPUT_INVALID` before the DAO is deployed, when there is no roster to split by.
 */
export const distributeIncome = async (
  node: NodeContext,
  { requestId, space: id, token }: DistributeIncomeParameters,
): Promise<TransactionAnswer> => {
  const known = queuedBefore(node, requestId, { purpose: 'distributeIncome', space: id, token })
  if (known !== null) return known
  const space = node.spaces.dao(id)
  const { dao, factory, genesis } = space.record
  if (!space.chainState().founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  const { income, split } = await lookAtIncome(node, space, token)
  if (income === 0n) throw new DaomeshError('INCOME_NONE')
  return enqueue(node, {
    requestId,
    call: encodeDistributeIncome({ factory, dao, token }),
    context: {
      title: `Distribute the income of ${genesis.name}`,
      lines: [`${income} of ${token}: ${split.toTreasury} to the treasury, the rest to the members by shares.`],
    },
    subject: { purpose: 'distributeIncome', space: id, name: genesis.name, token },
    // Somebody else was first.
    supersededBy: ['Inbox_NothingToDistribute'],
  })
}
