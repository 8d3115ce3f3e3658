import { departCall, signaturesAddress, spinOffTerms } from '@daomesh/chain'
import { type DecisionId, type EntryId, to0x, writeSpinOffQuestion } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import { type SpinOffPlan, spinOffPlan } from '../../spinOffs/spinOffPlan.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

/** Pinned when it is submitted, as every call is. */
const unpinned = to0x(new Uint8Array(32))

export type ProposeSpinOffParameters = SpinOffPlan & { readonly requestId: string; readonly note: string }

/**
 * Puts to the vote that these members leave together into a new DAO, each with its fair part of ETH and of the tokens on the list. Nobody goes without an own
 * Yes (contracts R25.1).
 * @throws DaomeshError `SPIN_OFF_IMPOSSIBLE`, `CHAIN_UNREACHABLE`, and as `submitProposal`.
 */
export const proposeSpinOff = async (
  node: NodeContext,
  { requestId, note, ...plan }: ProposeSpinOffParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const salt = to0x(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 32))
  const question = spinOffPlan(node, plan, salt)
  const { target, value, data } = departCall(unpinned, spinOffTerms(question))
  return submitProposal(
    node,
    {
      space: plan.space,
      draft: null,
      title: `Spin off ${plan.name}`,
      content: writeSpinOffQuestion({ ...question, note }),
      calls: [{ target, value: value.toString(), data }],
      executor: signaturesAddress(),
    },
    keep,
  )
}
