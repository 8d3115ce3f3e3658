import { type PollToAnchor, writeAnchor } from '@daomesh/governance'
import { DaomeshError, type DecisionId, type EntryId, limits, type PollId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requirePoll } from '../../queries/polls/readPoll.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

export type AnchorPollsParameters = { readonly space: SpaceId; readonly title: string; readonly polls: readonly PollId[] }

/**
 * Puts to the vote that the results of sealed polls are fixed on the chain, many at once: a decision without calls whose text holds them.
 * @throws DaomeshError `POLL_UNKNOWN`, `POLL_UNSEALED`, `INPUT_INVALID`.
 */
export const anchorPolls = async (
  node: NodeContext,
  { space: id, title, polls }: AnchorPollsParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const rows = [...new Set(polls)].map((poll): PollToAnchor => {
    const { status, result, question } = requirePoll(node, space, poll)
    if (status !== 'sealed' || result === null) throw new DaomeshError('POLL_UNSEALED', { meta: { poll, status } })
    const counts = result.count.counts.map((count) => count.toString())
    return { poll, close: result.close, question: question.question, options: question.options, result: counts }
  })
  if (rows.length === 0 || rows.length > limits.anchoredPolls)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'polls', most: limits.anchoredPolls } })
  return submitProposal(node, { space: id, draft: null, title, content: writeAnchor(rows), calls: [] }, keep)
}
