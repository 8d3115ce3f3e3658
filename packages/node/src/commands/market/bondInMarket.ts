import { bondsAddress, encodeBond } from '@daomesh/chain'
import { askedBond } from '@daomesh/market'
import { DaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireStill, ownBond, requireBonds } from '../../market/ownBond.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

/**
 * Locks what this account lacks for its posts to stay where those of unbonded accounts leave; a notice it gave is taken back.
 * @throws DaomeshError `BOND_STANDS` where it counts or soon will, `BOND_MOVING`, `BOND_ABSENT`, `CHAIN_UNREACHABLE`.
 */
export const bondInMarket = async (node: NodeContext, { requestId }: { readonly requestId: string }): Promise<TransactionAnswer> => {
  const asked = { purpose: 'bondInMarket' }
  const known = queuedBefore(node, requestId, asked)
  if (known !== null) return known
  await requireBonds(node)
  const { standing, amount } = await ownBond(node)
  requireStill(node)
  if (standing === 'bonded' || standing === 'arriving') throw new DaomeshError('BOND_STANDS', { meta: { standing } })
  const missing = amount < askedBond ? askedBond - amount : 0n
  return enqueue(node, {
    requestId,
    call: encodeBond(bondsAddress(), { kind: 'bond', amount: missing }),
    context: { title: 'Lock a bond for the market', lines: [`${missing} wei are locked beside ${amount}.`] },
    subject: asked,
  })
}
