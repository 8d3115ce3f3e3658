import { pollIdOf } from '@daomesh/governance'
import {
  DaomeshError,
  type EntryId,
  limits,
  type PollId,
  type PollQuestion,
  pollQuestionSchema,
  type SpaceId,
  toHex,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type OpenPollParameters = {
  readonly requestId: string
  readonly space: SpaceId
  readonly question: string
  readonly about: string
  readonly options: readonly string[]
  readonly choice: PollQuestion['choice']
  /** How many options one may choose; read for `multiple` alone. */
  readonly most: number
  readonly weight: PollQuestion['weight']
}

const mostOf = ({ choice, most, options }: OpenPollParameters): number =>
  choice === 'single' ? 1 : choice === 'approval' ? options.length : most

/**
 * Asks the present members something that moves nothing.
 * @throws DaomeshError `INPUT_INVALID` when the question or its options are not of their form.
 */
export const openPoll = async (
  node: NodeContext,
  parameters: OpenPollParameters,
  keep: Keep<{ poll: PollId; entry: EntryId }>,
): Promise<{ poll: PollId; entry: EntryId }> => {
  const { requestId, space: id, question, about, options, choice, weight } = parameters
  const space = node.spaces.dao(id)
  const parsed = pollQuestionSchema.safeParse({
    question: question.trim(),
    about: about.trim(),
    options: options.map((option) => option.trim()),
    choice,
    most: mostOf(parameters),
    weight,
    view: space.view().view,
    rulesEpoch: space.chainState().rulesEpoch,
    nonce: toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16)),
  })
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '', most: limits.pollOptions },
    })
  }
  const poll = pollIdOf(parsed.data)
  const entry = await space.append('poll.open', { poll: parsed.data }, { meta: (one) => [keep({ poll, entry: one })] })
  return { poll, entry }
}
