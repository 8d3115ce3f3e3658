import type { Restoration } from '@daomesh/drafts'
import { DaomeshError, type DraftId, draftStream, type EntryId, fromHex, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { writeEdit } from '../../drafts/writeEdit.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { EditDraftAnswer } from './editDraft.ts'
import { openDraftSession } from './openDraftSession.ts'

/**
 * Makes a draft what it was at a version, or brings deleted passages back, as a new edit of this member (drafts Y34). Nothing is written where it is so
 * already. A version may take several records; stopped between them, the same request goes on from what is there.
 * @throws DaomeshError `DRAFT_UNKNOWN`; `INPUT_INVALID` for what was never there, or passages that no single record can carry; `DRAFT_UPDATE_REFUSED`.
 */
export const restoreDraft = async (
  node: NodeContext,
  { space: id, draft, what }: { readonly space: SpaceId; readonly draft: DraftId; readonly what: Restoration },
  keep: Keep<EditDraftAnswer>,
): Promise<EditDraftAnswer> => {
  const space = node.spaces.writing(id)
  const opening = await openDraftSession(node, { space: id, draft })
  const session = fromHex(opening.session)
  const opened = node.drafts.open(space, draft)
  return opened.inTurn(async () => {
    const at = opened.at()
    const place = space.replica.own(draftStream(draft))
    if (place === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'the log of the draft did not open' } })
    const updates = opened.document.history().restore({ log: place.log, session }, what)
    // A passage written twice would stand there twice, and a retry could not tell; a version is compared with what is there.
    if (updates.length > 1 && 'passages' in what)
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'passages', reason: 'too long to be brought back at once' } })
    const entries: EntryId[] = []
    for (const [i, update] of updates.entries()) {
      const meta = (written: EntryId) => (i === updates.length - 1 ? [keep({ entries: [...entries, written] })] : [])
      entries.push(await writeEdit(node, { space, draft }, { session, at, update }, meta))
    }
    return { entries }
  })
}
