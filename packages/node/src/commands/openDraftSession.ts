import { DaomeshError, type DraftId, draftStream, type LogId, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { toBase64 } from '../words/base64.ts'
import { readDraft } from '../queries/readDraft.ts'

export type DraftSession = {
  readonly session: string
  readonly clientId: number
  readonly snapshot: string
  readonly at: number
  readonly readOnly: boolean
}

/** Stands for the log of a reader who writes nothing. */
const unopened = '0'.repeat(64) as LogId

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
  const opened = node.drafts.open(space, draft)
  // A draft of a newer version is only read here, so no log is begun in it.
  const readOnly = opened.document.readOnly() !== null
  if (!readOnly) await opened.inTurn(() => space.openLog(draftStream(draft)))
  const place = space.replica.own(draftStream(draft))
  if (place === null && !readOnly) throw new DaomeshError('INTERNAL', { meta: { reason: 'the log of the draft did not open' } })
  const session = node.adapters.random.bytes(16)
  const { clientId, snapshot } = opened.document.openSession({ log: place?.log ?? unopened, session })
  opened.begin(toHex(session))
  return { session: toHex(session), clientId, snapshot: toBase64(snapshot), at: opened.at(), readOnly }
}
