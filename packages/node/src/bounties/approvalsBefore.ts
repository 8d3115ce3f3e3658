import { encodeEscrow, priceOf } from '@daomesh/chain'
import type { Address, EscrowAction } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type Approval, approvalsFor, type PaidAct, workingApprovals } from '../due/approvalsFor.ts'

const paidBy = ({ bounties: { escrow } }: NodeContext, from: Address, action: EscrowAction): PaidAct => ({
  from,
  spender: escrow,
  ...priceOf(action),
  before: [],
  act: encodeEscrow(escrow, action),
})

/** With which an act of `from` on a bounty would work now; null: with none. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const workingBefore = (node: NodeContext, from: Address, action: EscrowAction): Promise<readonly Approval[] | null> =>
  workingApprovals(node, paidBy(node, from, action))

/** The approvals that an act of `from` on a bounty needs, in order, as `approvalsFor` finds them. @throws DaomeshError `CHAIN_UNREACHABLE`. */
export const approvalsBefore = (node: NodeContext, from: Address, action: EscrowAction, fresh: boolean): Promise<readonly Approval[]> =>
  approvalsFor(node, paidBy(node, from, action), fresh)
