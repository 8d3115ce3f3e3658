import { DaomeshError, type DraftId, draftStream, type EntryId, fromHex, limits, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { fromBase64 } from '../words/base64.ts'

export type EditDraftParameters = {
  readonly space: SpaceId
  readonly draft: DraftId
  readonly session: string
  /** Of the last event the author had applied when making this edit. */
  readonly at: number
  readonly update: string
}

const unwritten = '0'.repeat(64) as EntryId

/**
 * Writes an edit of this session to the draft's log, citing exactly what its author had before them. It is judged first, as every other member
 * will judge it, so that nothing is written that nobody would apply. What is acknowledged is on disk.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED`: open a new session; `STORAGE_FAILED`.
 */
export const editDraft = async (
  node: NodeContext,
  { space: id, draft, session, at, update }: EditDraftParameters,
): Promise<{ entries: EntryId[] }> => {
  const space = node.spaces.dao(id)
  const stream = draftStream(draft)
  const edit = { session: fromHex(session), update: fromBase64(update) }
  if (edit.update.length > limits.draftUpdateBytes)
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'too large', bytes: edit.update.length } })
  const place = space.replica.own(stream)
  const own = place === null ? undefined : space.replica.heads(stream).find((head) => head.log === place.log)
  if (own?.state !== 'open' || place?.continuity !== 'proven')
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'no session' } })
  if (!space.isInView(stream))
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'the members changed since this session' } })
  const opened = node.drafts.open(space, draft)
  const parents = opened.tipsAt(at, own.log)
  const { device } = node.adapters.deviceKey
  const judgement = opened.document.judge({
    id: unwritten,
    log: own.log,
    device,
    member: node.account.required(),
    prev: own.id,
    parents,
    edit,
  })
  if (judgement.outcome === 'rejected')
    throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: judgement.reason, detail: judgement.detail } })
  return { entries: [await space.append('draft.update', { draft, ...edit }, { stream, parents })] }
}
