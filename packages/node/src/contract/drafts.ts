import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { blameAnswer, historyAnswer, restoration } from './draftHistory.ts'
import { base64, id, requestId } from './shapes.ts'

const at = z.object({ space: id.spaceId, draft: id.draftId })

export const draftRow = z.object({
  draft: id.draftId,
  title: z.string(),
  author: id.address,
  authorName: z.string().nullable(),
  openedAt: z.number(),
  editors: z.array(z.object({ account: id.address, name: z.string().nullable() })),
  /** Proposals frozen from this draft. */
  proposals: z.array(id.decisionId),
  /** Somebody put it away; a rename brings it back. What an older version remembers of a request says nothing of it. */
  discarded: z.boolean().default(false),
})

/**
 * What an open editor receives. `at` counts what this node has taken in: an edit names the `at` of the last event its author had applied,
 * because it is judged against exactly what its author had before them.
 * `snapshot` first and again after a rebuild; updates are Yjs v1, base64; presence is y-protocols awareness, base64.
 */
export const draftEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('snapshot'), update: base64, at: z.number().int() }),
  /** `saw`: how far its author had seen what the session wrote that is told of it; what that wrote since stood in no text before its author. */
  z.object({
    type: z.literal('update'),
    update: base64,
    account: id.address.nullable(),
    at: z.number().int(),
    saw: z.number().int().min(0).nullable(),
  }),
  z.object({ type: z.literal('presence'), update: base64 }),
])

export const draftsContract = {
  /** `discarded`: those that were put away, instead of the others. */
  list: oc.input(z.object({ space: id.spaceId, discarded: z.boolean().optional() })).output(z.array(draftRow)),
  get: oc.input(at).output(draftRow),
  open: oc.input(z.object({ requestId, space: id.spaceId, title: z.string().min(1).max(200) })).output(draftRow),
  rename: oc.input(at.extend({ requestId, title: z.string().min(1).max(200) })).output(draftRow),
  discard: oc.input(at.extend({ requestId })).output(z.object({ draft: id.draftId })),
  /**
   * No request id: a second session beside a lost answer is empty and binds nothing; the log it may open is opened once.
   * One editing session: make a Y.Doc, apply `snapshot`, then set `doc.clientID = clientId`; send every update with `session`.
   * `opaque`: how many records of the draft only a newer version of the app reads; the text is whole without them.
   */
  session: oc
    .input(at)
    .output(
      z.object({ session: z.string(), clientId: z.number().int(), snapshot: base64, at: z.number().int(), opaque: z.number().int() }),
    ),
  /** After `DRAFT_UPDATE_REFUSED` this session is over: open another one and write what is missing in it again. */
  edit: oc
    .input(at.extend({ requestId, session: z.string(), at: z.number().int().min(0), update: base64 }))
    .output(z.object({ entries: z.array(id.entryId) })),
  presence: oc.input(at.extend({ update: base64 })).output(z.object({ sent: z.boolean() })),
  /** `session`: of an editor, which is told when it is over. */
  watch: oc.input(at.extend({ session: z.string().nullable() })).output(eventIterator(draftEvent)),
  /** The canonical Markdown that a submission would freeze now, and how many records it leaves out because only a newer version reads them. */
  preview: oc.input(at).output(z.object({ markdown: z.string(), opaque: z.number().int() })),
  history: oc.input(at).output(historyAnswer),
  /** Who wrote what stands there now, or at a version: then also what the session that it belongs to added and removed. */
  blame: oc.input(at.extend({ version: id.entryId.nullable() })).output(blameAnswer),
  /** Writes a new edit that makes the text what it was at a version, or brings deleted passages back; no entry where it is so already. */
  restore: oc.input(at.extend({ requestId, what: restoration })).output(z.object({ entries: z.array(id.entryId) })),
}
