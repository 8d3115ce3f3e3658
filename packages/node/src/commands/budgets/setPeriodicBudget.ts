import { budgetOfPeriod, type PeriodicBudget, periodicBudgetStatement, readPeriodicBudgetStatement } from '@daomesh/governance'
import { budgetSchema, DaomeshError, decisionId, type DecisionId, type EntryId, type SpaceId, toRecord } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

export type SetPeriodicBudgetParameters = {
  readonly space: SpaceId
  /** `start` 0: now. null agrees on none. */
  readonly rule: (Omit<PeriodicBudget, 'amount' | 'allocation'> & { readonly amount: string; readonly allocation: string }) | null
  readonly reason: string
}

const unknownYet = decisionId.parse(`0x${'0'.repeat(64)}`)

/** What is stated must be read back as it is, and make a budget. */
const checked = (rule: PeriodicBudget): PeriodicBudget => {
  const stated = readPeriodicBudgetStatement(periodicBudgetStatement(rule))
  const made = budgetSchema.safeParse(toRecord(budgetOfPeriod(rule, unknownYet, 0)))
  if (stated === null || stated === undefined || !made.success)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'rule', reason: 'no text can state it, or no budget can be made of it' } })
  return rule
}

/**
 * Puts to the vote that there is a budget each week or month from then on, or that there is none any more. The decision calls nothing: its text is the rule,
 * and what each period pays is a decision of its own (governance B8).
 * @throws DaomeshError `INPUT_INVALID` for a rule that no text can state.
 */
export const setPeriodicBudget = async (
  node: NodeContext,
  { space, rule, reason }: SetPeriodicBudgetParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const agreed =
    rule === null
      ? null
      : checked({
          ...rule,
          name: rule.name.trim(),
          start: rule.start === 0 ? node.chainView.now() : rule.start,
          amount: BigInt(rule.amount),
          allocation: BigInt(rule.allocation),
        })
  const text =
    agreed === null
      ? ['There is no budget of each period any more. One that is open is still closed by hand.']
      : [
          `Each ${agreed.every} the members divide a budget for ${inert(agreed.name)} by their pledges. The app opens it, and proposes the payments when the ${agreed.every} is over.`,
          'This pays nothing by itself: what each one pays is a decision of its own, and is voted on like any other.',
        ]
  const content = [...text, ...(reason === '' ? [] : [reason]), `${periodicBudgetStatement(agreed)}\n`].join('\n\n')
  const title = agreed === null ? 'No periodic budget' : `A budget each ${agreed.every}: ${agreed.name}`
  return submitProposal(node, { space, draft: null, title, content, calls: [] }, keep)
}
