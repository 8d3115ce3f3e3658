import { DaomeshError, type DraftId, draftStream, type EntryId, fromHex, limits, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { fromBase64 } from '../words/base64.ts'

export type EditDraftParameters = { readonly space: SpaceId; readonly draft: DraftId; readonly session: string; readonly update: string }

/** Judges an own edit before it is written, as every other member will: against this device's log and all tips of the stream. */
const checkEdit = (node: NodeContext, space: DaoSpace, draft: DraftId, edit: { session: Uint8Array; update: Uint8Array }): void => {
  const stream = draftStream(draft)
  const place = space.replica.own(stream)
  const own = place === null ? undefined : space.replica.heads(stream).find((head) => head.log === place.log)
  if (place === null || own?.state !== 'open') throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'no session' } })
  const { document } = node.drafts.open(space, draft)
  const parents = space.replica
    .heads(stream)
    .flatMap((head) => (head.log === own.log ? [] : head.state === 'open' ? [head.id] : [...head.tips]))
  const judgement = document.judge({
    id: '0'.repeat(64) as EntryId,
    log: own.log,
    device: node.adapters.deviceKey.device,
    member: node.account.required(),
    prev: own.id,
    parents: parents.filter((id) => document.judgementOf(id) !== null),
    edit,
  })
  if (judgement.outcome === 'rejected')
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: judgement.reason, detail: judgement.detail } })
}

/**
 * Writes an edit of this session to the draft's log. What is acknowledged is on disk.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED`, `STORAGE_FAILED`.
 */
export const editDraft = async (
  node: NodeContext,
  { space: id, draft, session, update }: EditDraftParameters,
): Promise<{ entries: EntryId[] }> => {
  const space = node.spaces.dao(id)
  const edit = { session: fromHex(session), update: fromBase64(update) }
  if (edit.update.length > limits.draftUpdateBytes)
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'too large', bytes: edit.update.length } })
  checkEdit(node, space, draft, edit)
  const entry = await space.append('draft.update', { draft, ...edit }, { stream: draftStream(draft) })
  return { entries: [entry] }
}
