import type { DraftId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { type DraftAnswer, readDraft } from '../../queries/drafts/readDraft.ts'

/** Changes a draft's title; brings a discarded draft back. @throws DaomeshError `DRAFT_UNKNOWN`. */
export const renameDraft = async (
  node: NodeContext,
  { space, draft, title }: { readonly space: SpaceId; readonly draft: DraftId; readonly title: string },
  keep: Keep<DraftAnswer>,
): Promise<DraftAnswer> => {
  const before = readDraft(node, { space, draft })
  await node.spaces.writing(space).append('draft.rename', { draft, title }, { meta: () => [keep({ ...before, title, discarded: false })] })
  return readDraft(node, { space, draft })
}
