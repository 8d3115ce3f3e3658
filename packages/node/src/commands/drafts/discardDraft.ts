import type { DraftId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { readDraft } from '../../queries/drafts/readDraft.ts'

/** Puts a draft away for everybody; a rename brings it back. @throws DaomeshError `DRAFT_UNKNOWN`. */
export const discardDraft = async (
  node: NodeContext,
  { space, draft }: { readonly space: SpaceId; readonly draft: DraftId },
  keep: Keep<{ draft: DraftId }>,
): Promise<{ draft: DraftId }> => {
  readDraft(node, { space, draft })
  await node.spaces.writing(space).append('draft.discard', { draft }, { meta: () => [keep({ draft })] })
  return { draft }
}
