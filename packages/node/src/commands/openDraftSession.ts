import { DaomeshError, decodeEntry, type DraftId, draftStream, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { toBase64 } from '../words/base64.ts'
import { readDraft } from '../queries/readDraft.ts'

export type DraftSession = { readonly session: string; readonly clientId: number; readonly snapshot: string; readonly at: number }

/**
 * The first entry of a member in a new view says which records of a removed member it had seen, and these count again. An edit must not be that
 * entry: it would stand beside paragraphs that its author did not see. So the log is opened anew in the present view first.
 */
const openInView = async (space: DaoSpace, stream: string): Promise<void> => {
  const place = space.replica.own(stream)
  const head = place === null ? undefined : space.replica.heads(stream).find(({ log }) => log === place.log)
  const bytes = head?.state === 'open' ? space.replica.wire(head.id) : null
  if (bytes !== null && decodeEntry(bytes).header.view !== space.view().view) await space.replica.startFreshIncarnation(stream)
  await space.openLog(stream)
}

/**
 * Begins one editing session. The client id is bound to this device's log of the draft and to the session, so the log is opened first.
 * @throws DaomeshError `DRAFT_UNKNOWN`, `KEY_MISSING`.
 */
export const openDraftSession = async (
  node: NodeContext,
  { space: id, draft }: { readonly space: SpaceId; readonly draft: DraftId },
): Promise<DraftSession> => {
  const space = node.spaces.dao(id)
  readDraft(node, { space: id, draft })
  await openInView(space, draftStream(draft))
  const place = space.replica.own(draftStream(draft))
  if (place === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'the log of the draft did not open' } })
  const session = node.adapters.random.bytes(16)
  const opened = node.drafts.open(space, draft)
  const { clientId, snapshot } = opened.document.openSession({ log: place.log, session })
  return { session: toHex(session), clientId, snapshot: toBase64(snapshot), at: opened.at() }
}
