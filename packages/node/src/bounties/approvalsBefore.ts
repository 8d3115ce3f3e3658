import { encodeEscrow, priceOf } from '@daomesh/chain'
import type { Address, EscrowAction } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type Approval, approvalsFor } from '../due/approvalsFor.ts'

/** The approvals that an act of `from` on a bounty needs, in order, as `approvalsFor` finds them. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const approvalsBefore = (node: NodeContext, from: Address, action: EscrowAction, fresh: boolean): Promise<readonly Approval[]> => {
  const { escrow } = node.bounties
  return approvalsFor(node, { from, spender: escrow, ...priceOf(action), before: [], act: encodeEscrow(escrow, action) }, fresh)
}
