import { DaomeshError, type DraftId, draftStream, type EntryId, fromHex, limits, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { fromBase64 } from '../words/base64.ts'

export type EditDraftParameters = {
  readonly space: SpaceId
  readonly draft: DraftId
  readonly session: string
  /** Of the last event the author had applied when making this edit. */
  readonly at: number
  readonly update: string
}

export type EditDraftAnswer = { entries: EntryId[] }

const unwritten = '0'.repeat(64) as EntryId

const refused = (reason: string, more: object = {}) => new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason, ...more } })

/**
 * Writes an edit of this session to the draft's log, citing exactly what its author had before them. It is judged first, as every other member
 * will judge it, so that nothing is written that nobody would apply. What is acknowledged is on disk, with its outcome in the same transaction.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED`: nothing was written, open a new session; `STORAGE_FAILED`.
 */
export const editDraft = async (
  node: NodeContext,
  { space: id, draft, session, at, update }: EditDraftParameters,
  keep: Keep<EditDraftAnswer>,
): Promise<EditDraftAnswer> => {
  const space = node.spaces.dao(id)
  const stream = draftStream(draft)
  const edit = { session: fromHex(session), update: fromBase64(update) }
  if (edit.update.length > limits.draftUpdateBytes) throw refused('too large', { bytes: edit.update.length })
  const opened = node.drafts.open(space, draft)
  return opened.inTurn(async () => {
    // `at` counts what this opening of the draft took in; to a session of an earlier one it meant something else.
    if (!opened.knows(session)) throw refused('no session')
    const place = space.replica.own(stream)
    const own = place === null ? undefined : space.replica.heads(stream).find((head) => head.log === place.log)
    if (own?.state !== 'open' || place?.continuity !== 'proven') throw refused('no session')
    if (!space.isInView(stream)) throw refused('the members changed since this session')
    const parents = opened.tipsAt(at, own.log)
    const { device } = node.adapters.deviceKey
    const member = node.account.required()
    const judgement = opened.document.judge({
      id: unwritten,
      log: own.log,
      device,
      member,
      prev: own.id,
      parents,
      at: node.adapters.clock.now(),
      edit,
    })
    if (judgement.outcome === 'rejected') throw refused(judgement.reason, { detail: judgement.detail })
    if (judgement.outcome === 'opaque') throw refused('newer')
    const entry = await space.append(
      'draft.update',
      { draft, ...edit },
      { stream, parents, meta: (written) => [keep({ entries: [written] })] },
    )
    return { entries: [entry] }
  })
}
