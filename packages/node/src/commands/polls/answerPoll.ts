import { fitsPoll } from '@daomesh/governance'
import { DaomeshError, type EntryId, type PollId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { requireOpenPoll } from '../../queries/polls/readPoll.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type AnswerPollParameters = { readonly space: SpaceId; readonly poll: PollId; readonly choices: readonly number[] }

/**
 * Answers a poll, or answers it anew. No account signs: it moves nothing.
 * @throws DaomeshError `POLL_UNKNOWN`, `POLL_SEALED`, `POLL_VOTELESS`, `INPUT_INVALID`.
 */
export const answerPoll = async (
  node: NodeContext,
  { space: id, poll, choices }: AnswerPollParameters,
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const row = requireOpenPoll(node, space, poll)
  const sorted = [...new Set(choices)].sort((a, b) => a - b)
  if (!fitsPoll(row.question, row.seats, { member: node.account.required(), choices: sorted }))
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'choices', options: row.question.options.length, most: row.question.most },
    })
  return { entry: await space.append('poll.answer', { poll, choices: sorted }, { meta: (entry) => [keep({ entry })] }) }
}
