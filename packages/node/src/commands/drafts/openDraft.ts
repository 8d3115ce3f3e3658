import { nameOf } from '@daomesh/governance'
import { type DraftId, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { type DraftAnswer, readDraft } from '../../queries/drafts/readDraft.ts'

/** Opens a shared draft: a document of its own that every member may edit. */
export const openDraft = async (
  node: NodeContext,
  { space: id, title }: { readonly space: SpaceId; readonly title: string },
  keep: Keep<DraftAnswer>,
): Promise<DraftAnswer> => {
  const { random, clock } = node.adapters
  const space = node.spaces.writing(id)
  const draft = toHex(random.bytes(16)) as DraftId
  const author = node.account.required()
  /** What the draft is at its first moment: the answer to a retry after a crash. */
  const opened = (): DraftAnswer => ({
    draft,
    title,
    author,
    authorName: nameOf(space.registers(), author),
    openedAt: clock.now(),
    editors: [],
    proposals: [],
    discarded: false,
  })
  await space.append('draft.open', { draft, title }, { meta: () => [keep(opened())] })
  return readDraft(node, { space: id, draft })
}
