import { DaomeshError, type DraftId, draftStream, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { toBase64 } from '../../words/base64.ts'
import { readDraft } from '../../queries/drafts/readDraft.ts'

export type DraftSession = {
  readonly session: string
  readonly clientId: number
  readonly snapshot: string
  readonly at: number
  readonly opaque: number
}

/**
 * Begins one editing session. The client id is bound to this device's log of the draft and to the session, so the log is opened first.
 * @throws DaomeshError `DRAFT_UNKNOWN`, `KEY_MISSING`.
 */
export const openDraftSession = async (
  node: NodeContext,
  { space: id, draft }: { readonly space: SpaceId; readonly draft: DraftId },
): Promise<DraftSession> => {
  const space = node.spaces.writing(id)
  readDraft(node, { space: id, draft })
  const opened = node.drafts.open(space, draft)
  const stream = draftStream(draft)
  const own = () => space.replica.own(stream)
  const head = space.replica.heads(stream).find(({ log }) => log === own()?.log)
  await opened.inTurn(() => space.openLog(stream, opened.opening(head?.state === 'open' ? head.id : null)))
  const place = own()
  if (place === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'the log of the draft did not open' } })
  const session = node.adapters.random.bytes(16)
  const { clientId, snapshot } = opened.document.openSession({ log: place.log, session })
  opened.begin(toHex(session), clientId)
  return { session: toHex(session), clientId, snapshot: toBase64(snapshot), at: opened.at(), opaque: opened.document.opaque().size }
}
