import { type HalfLife, halfLifeStatement } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type EntryId, limits, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { submitProposal } from './submitProposal.ts'

export type SetHalfLifeParameters = {
  readonly space: SpaceId
  /** `period` in seconds, `halfLife` in periods; null agrees on none. */
  readonly rule: Omit<HalfLife, 'start'> | null
  readonly reason: string
}

/**
 * Puts to the vote that power fades by half in so many periods from now on, or that it fades no more. The decision calls nothing: its text is the rule, and
 * what members do by it are decisions of their own (governance H3).
 * @throws DaomeshError `INPUT_INVALID` for a rule that no text can state.
 */
export const setHalfLife = async (
  node: NodeContext,
  { space, rule, reason }: SetHalfLifeParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  if (rule !== null && rule.halfLife > limits.halfLifePeriods)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'halfLife', max: limits.halfLifePeriods } })
  const text =
    rule === null
      ? ['Power no longer fades. What it has come to stays.']
      : [
          `Power fades by half in ${rule.halfLife} periods of ${rule.period} seconds, counted from when it was granted, and at the earliest from now.`,
          'Nothing happens by itself: each period a member proposes the decision that lowers powers, and it is voted on like any other. Nobody loses all power by it, and shares stay.',
        ]
  const agreed = rule === null ? null : { ...rule, start: node.chainView.now() }
  const content = [...text, ...(reason === '' ? [] : [reason]), `${halfLifeStatement(agreed)}\n`].join('\n\n')
  return submitProposal(
    node,
    { space, draft: null, title: rule === null ? 'No half-life of power' : 'A half-life of power', content, calls: [] },
    keep,
  )
}
