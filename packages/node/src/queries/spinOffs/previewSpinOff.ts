import { to0x } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readSpinOff, type SpinOffAnswer } from '../../spinOffs/readSpinOff.ts'
import { type SpinOffPlan, spinOffPlan } from '../../spinOffs/spinOffPlan.ts'

/**
 * What it would come to if these members left together now. The address of the new DAO is another one once it is proposed.
 * @throws DaomeshError `SPIN_OFF_IMPOSSIBLE`, `CHAIN_UNREACHABLE`, `TOKEN_UNREADABLE`.
 */
export const previewSpinOff = (node: NodeContext, plan: SpinOffPlan): Promise<SpinOffAnswer> =>
  readSpinOff(node, node.spaces.dao(plan.space), spinOffPlan(node, plan, to0x(new Uint8Array(32))), { yes: new Set(), passes: false })
