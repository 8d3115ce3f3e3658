import { bondsAddress } from '@daomesh/chain'
import { askedBond } from '@daomesh/market'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { ownBondShape } from '../../contract/market.ts'
import { isBondMoving, ownBond } from '../../market/ownBond.ts'

/** Where the market bond of this node's account stands. @throws DaomeshError `IDENTITY_MISSING`, `CHAIN_UNREACHABLE`. */
export const readOwnBond = async (node: NodeContext): Promise<z.input<typeof ownBondShape>> => {
  const { standing, amount, leavesAt } = await ownBond(node)
  return {
    standing,
    amount: amount.toString(),
    asked: askedBond.toString(),
    leavesAt,
    moving: isBondMoving(node),
    account: node.account.required(),
    contract: bondsAddress(),
  }
}
