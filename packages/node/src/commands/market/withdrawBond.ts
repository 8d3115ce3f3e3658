import { bondsAddress, encodeBond } from '@daomesh/chain'
import { type Address, DaomeshError, zeroAddress } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireStill, ownBond } from '../../market/ownBond.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type WithdrawBondParameters = {
  readonly requestId: string
  /** null: the account itself. */
  readonly recipient: Address | null
}

/**
 * Takes all of this account's bond out, once its notice is over.
 * @throws DaomeshError `BOND_NONE` where nothing is locked or no notice was given; `BOND_MOVING`; `BOND_NOTICE` before it is
 * over; `CHAIN_UNREACHABLE`.
 */
export const withdrawBond = async (node: NodeContext, { requestId, recipient }: WithdrawBondParameters): Promise<TransactionAnswer> => {
  const asked = { purpose: 'withdrawBond', recipient: recipient ?? '' }
  const known = queuedBefore(node, requestId, asked)
  if (known !== null) return known
  const { standing, amount, leavesAt } = await ownBond(node)
  requireStill(node)
  if (leavesAt === null) throw new DaomeshError('BOND_NONE', { meta: { standing } })
  if (standing === 'leaving') throw new DaomeshError('BOND_NOTICE', { meta: { leavesAt } })
  return enqueue(node, {
    requestId,
    call: encodeBond(bondsAddress(), { kind: 'withdraw', recipient: recipient ?? zeroAddress }),
    context: { title: 'Withdraw your bond', lines: [`${amount} wei go to ${recipient ?? node.account.required()}.`] },
    subject: asked,
    supersededBy: ['Bonds_NotLeaving'],
  })
}
