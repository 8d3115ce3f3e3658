import type { DraftId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { readDraft } from './readDraft.ts'

/** The canonical Markdown that a submission would freeze now. @throws DaomeshError `DRAFT_UNKNOWN`. */
export const previewDraft = (node: NodeContext, { space, draft }: { readonly space: SpaceId; readonly draft: DraftId }) => {
  readDraft(node, { space, draft })
  const { document } = node.drafts.open(node.spaces.writing(space), draft)
  return { markdown: document.toMarkdown(), opaque: document.opaque().size }
}
