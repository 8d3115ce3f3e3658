import { bondsAddress, encodeBond } from '@daomesh/chain'
import { DaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireStill, ownBond } from '../../market/ownBond.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

/**
 * Gives notice of this account's bond: its posts are sampled like others from then on, and all of it can be withdrawn when the notice is over.
 * @throws DaomeshError `BOND_NONE` where nothing is locked or notice was given before, `BOND_MOVING`, `CHAIN_UNREACHABLE`.
 */
export const unbondFromMarket = async (node: NodeContext, { requestId }: { readonly requestId: string }): Promise<TransactionAnswer> => {
  const asked = { purpose: 'unbondFromMarket' }
  const known = queuedBefore(node, requestId, asked)
  if (known !== null) return known
  const { standing, amount, leavesAt } = await ownBond(node)
  requireStill(node)
  if (amount === 0n || leavesAt !== null) throw new DaomeshError('BOND_NONE', { meta: { standing } })
  return enqueue(node, {
    requestId,
    call: encodeBond(bondsAddress(), { kind: 'unbond' }),
    context: { title: 'Give notice of your bond', lines: [`${amount} wei can be withdrawn after seven days.`] },
    subject: asked,
    supersededBy: ['Bonds_Leaving', 'Bonds_NotBonded'],
  })
}
