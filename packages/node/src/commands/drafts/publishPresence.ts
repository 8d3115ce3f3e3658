import type { DraftId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { fromBase64 } from '../../words/base64.ts'

/** Tells who else has this draft open where a session of this node writes. A hint: what is not sent is told again in a moment. */
export const publishPresence = (
  node: NodeContext,
  { space: id, draft, update }: { readonly space: SpaceId; readonly draft: DraftId; readonly update: string },
): { sent: boolean } => {
  const note = node.presence.announce(node.spaces.writing(id), draft, fromBase64(update))
  return { sent: note !== null && node.reach.publishPresence(id, note) }
}
