import type { MetaRow } from '@daomesh/log'
import { DaomeshError, type DraftId, draftStream, type EntryId, limits } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { WritingSpace } from '../spaces/space.ts'

export type WrittenEdit = {
  readonly session: Uint8Array
  /** Of the last event the author had applied when making this edit. */
  readonly at: number
  readonly update: Uint8Array
}

const unwritten = '0'.repeat(64) as EntryId

const refused = (reason: string, more: object = {}) => new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason, ...more } })

/**
 * Writes an edit to this device's log of the draft, citing exactly what its author had before them, inside a turn of the draft that is the caller's
 * already. It is judged first, as every other member will judge it, so that nothing is written that nobody would apply.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED`: nothing was written; `STORAGE_FAILED`.
 */
export const writeEdit = async (
  node: NodeContext,
  { space, draft }: { readonly space: WritingSpace; readonly draft: DraftId },
  { session, at, update }: WrittenEdit,
  meta: (entry: EntryId) => readonly MetaRow[],
): Promise<EntryId> => {
  const edit = { session, update }
  if (update.length > limits.draftUpdateBytes) throw refused('too large', { bytes: update.length })
  const stream = draftStream(draft)
  const opened = node.drafts.open(space, draft)
  const place = space.replica.own(stream)
  const own = place === null ? undefined : space.replica.heads(stream).find((head) => head.log === place.log)
  if (own?.state !== 'open' || place?.continuity !== 'proven') throw refused('no session')
  if (!space.isInView(stream)) throw refused('the members changed since this session')
  const parents = opened.tipsAt(at, own.log)
  const { device } = node.adapters.deviceKey
  const member = node.account.required()
  const now = node.adapters.clock.now()
  const judgement = opened.document.judge({ id: unwritten, log: own.log, device, member, prev: own.id, parents, at: now, edit })
  if (judgement.outcome === 'rejected') throw refused(judgement.reason, { detail: judgement.detail })
  if (judgement.outcome === 'opaque') throw refused('newer')
  return space.append('draft.update', { draft, ...edit }, { stream, parents, meta })
}
