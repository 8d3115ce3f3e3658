import { setRulesCall } from '@daomesh/chain'
import { changedRules, ruleProblems } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type EntryId, type Rules, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { submitProposal } from './submitProposal.ts'

export type ProposeRulesParameters = { readonly space: SpaceId; readonly rules: Rules; readonly reason: string }

/**
 * Puts new rules to the vote. When it is carried out, what is under way by the old ones and not recorded is superseded (R1), and the space says so.
 * @throws DaomeshError `INPUT_INVALID` where the contract would refuse them or nothing changes, `SPACE_UNKNOWN`.
 */
export const proposeRules = async (
  node: NodeContext,
  { space: id, rules, reason }: ProposeRulesParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const [problem] = ruleProblems(rules)
  if (problem !== undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'rules', reason: problem.key, ...problem.params } })
  if (changedRules(space.chainState().rules, rules).length === 0)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'rules', reason: 'these are the present rules' } })
  const { target, value, data } = setRulesCall(space.record.dao, rules)
  const note = 'New rules for every decision after this one. What is under way by the old rules and not recorded on the chain ends with it.'
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title: 'New rules',
      content: reason === '' ? note : `${reason}\n\n${note}`,
      calls: [{ target, value: value.toString(), data }],
    },
    keep,
  )
}
