import { DaomeshError, type DraftId, type EntryId, fromHex, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { writeEdit } from '../../drafts/writeEdit.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { fromBase64 } from '../../words/base64.ts'

export type EditDraftParameters = {
  readonly space: SpaceId
  readonly draft: DraftId
  readonly session: string
  /** Of the last event the author had applied when making this edit. */
  readonly at: number
  readonly update: string
}

export type EditDraftAnswer = { entries: EntryId[] }

/**
 * Writes an edit of this session to the draft's log. What is acknowledged is on disk, with its outcome in the same transaction.
 * @throws DaomeshError `DRAFT_UPDATE_REFUSED`: nothing was written, open a new session; `STORAGE_FAILED`.
 */
export const editDraft = async (
  node: NodeContext,
  { space: id, draft, session, at, update }: EditDraftParameters,
  keep: Keep<EditDraftAnswer>,
): Promise<EditDraftAnswer> => {
  const space = node.spaces.writing(id)
  const edit = { session: fromHex(session), at, update: fromBase64(update) }
  const opened = node.drafts.open(space, draft)
  return opened.inTurn(async () => {
    // `at` counts what this opening of the draft took in; to a session of an earlier one it meant something else.
    if (!opened.knows(session)) throw new DaomeshError('DRAFT_UPDATE_REFUSED', { meta: { reason: 'no session' } })
    const entry = await writeEdit(node, { space, draft }, edit, (written) => [keep({ entries: [written] })])
    return { entries: [entry] }
  })
}
