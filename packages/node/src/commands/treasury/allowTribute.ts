import { approveCall } from '@daomesh/chain'
import { type Address, DaomeshError, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { approvalsFor } from '../../due/approvalsFor.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type AllowTributeParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly token: Address
  /** In its smallest unit; 0 takes it back. */
  readonly amount: string
}

const word = 1n << 256n

/**
 * Lets a DAO take just so much of a token of this account by a decision of its members, instead of what it could take before. Some tokens want nothing allowed
 * in between; those get that first.
 * @throws DaomeshError `AMOUNT_INVALID`, `INPUT_INVALID` for ETH, which nobody can allow anything of, `CHAIN_UNREACHABLE`.
 */
export const allowTribute = async (
  node: NodeContext,
  { requestId, space: id, token, amount: text }: AllowTributeParameters,
): Promise<TransactionAnswer> => {
  const { dao, genesis } = node.spaces.dao(id).record
  const { name } = genesis
  const subject = { purpose: 'allowTribute', space: id, name, token, amount: text }
  const known = queuedBefore(node, requestId, subject)
  if (known !== null) return known
  const amount = BigInt(text)
  if (amount >= word) throw new DaomeshError('AMOUNT_INVALID', { meta: { amount: text } })
  if (BigInt(token) === 0n)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', reason: 'of the chain’s own coin nothing can be allowed' } })
  const from = node.account.required()
  const act = approveCall({ token, spender: dao, amount })
  const context = { title: `Let ${name} take a tribute`, lines: [`${amount} of the token ${token}, by a decision of its members.`] }
  const before = await approvalsFor(node, { from, spender: dao, token, amount, before: [], act }, true)
  if (before[0]?.name === 'reset')
    enqueue(node, { requestId: `${requestId}.reset`, call: before[0].call, context, subject: { ...subject, amount: '0' } })
  return enqueue(node, { requestId, call: act, context, subject })
}
