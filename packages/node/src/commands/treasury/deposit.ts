import { DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue } from '../enqueue.ts'

export type DepositParameters = { readonly requestId: string; readonly space: SpaceId; readonly wei: string }

/**
 * Sends ether from this member's account to the treasury.
 * @throws DaomeshError `AMOUNT_INVALID` for zero; `INPUT_INVALID` before the DAO is deployed, when nobody could spend it.
 */
export const deposit = (node: NodeContext, { requestId, space: id, wei }: DepositParameters): TransactionAnswer => {
  const space = node.spaces.dao(id)
  if (BigInt(wei) === 0n) throw new DaomeshError('AMOUNT_INVALID')
  if (!space.chainState().founded) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'the DAO is not deployed yet' } })
  return enqueue(node, {
    requestId,
    call: { to: space.record.dao, value: BigInt(wei), data: '0x' },
    context: { title: `Deposit to ${space.record.genesis.name}`, lines: [`${wei} wei go to the treasury.`] },
    subject: { purpose: 'deposit', space: id, name: space.record.genesis.name, wei },
  })
}
