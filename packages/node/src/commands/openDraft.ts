import { type DraftId, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { type DraftAnswer, readDraft } from '../queries/readDraft.ts'

/** Opens a shared draft: a document of its own that every member may edit. */
export const openDraft = async (
  node: NodeContext,
  { space: id, title }: { readonly space: SpaceId; readonly title: string },
): Promise<DraftAnswer> => {
  const draft = toHex(node.adapters.random.bytes(16)) as DraftId
  await node.spaces.dao(id).append('draft.open', { draft, title })
  return readDraft(node, { space: id, draft })
}
