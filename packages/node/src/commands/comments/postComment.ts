import type { DecisionId, DraftId, EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type PostCommentParameters = {
  readonly space: SpaceId
  readonly about: DecisionId | DraftId
  readonly replyTo: EntryId | null
  readonly text: string
}

/** Adds to the discussion of a proposal or a draft. */
export const postComment = async (
  node: NodeContext,
  { space, about, replyTo, text }: PostCommentParameters,
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => ({
  entry: await node.spaces.writing(space).append('comment.post', { about, replyTo, text }, { meta: (entry) => [keep({ entry })] }),
})
