import { discardDraft } from '../commands/drafts/discardDraft.ts'
import { editDraft } from '../commands/drafts/editDraft.ts'
import { openDraft } from '../commands/drafts/openDraft.ts'
import { openDraftSession } from '../commands/drafts/openDraftSession.ts'
import { publishPresence } from '../commands/drafts/publishPresence.ts'
import { renameDraft } from '../commands/drafts/renameDraft.ts'
import { restoreDraft } from '../commands/drafts/restoreDraft.ts'
import type { NodeContext } from '../context.ts'
import { previewDraft } from '../queries/drafts/previewDraft.ts'
import { listDrafts, readDraft } from '../queries/drafts/readDraft.ts'
import { readDraftBlame, readDraftHistory } from '../queries/drafts/readDraftHistory.ts'
import { watchDraft } from '../queries/drafts/watchDraft.ts'
import type { Implementer, Once } from './implementer.ts'

/** Drafts that are written together, one line per procedure. */
export const draftRoutes = (node: NodeContext, { drafts }: Implementer, once: Once) => ({
  list: drafts.list.handler(({ input }) => listDrafts(node, input)),
  get: drafts.get.handler(({ input }) => readDraft(node, input)),
  open: drafts.open.handler(({ input }) => once('drafts.open', input, (keep) => openDraft(node, input, keep))),
  rename: drafts.rename.handler(({ input }) => once('drafts.rename', input, (keep) => renameDraft(node, input, keep))),
  discard: drafts.discard.handler(({ input }) => once('drafts.discard', input, (keep) => discardDraft(node, input, keep))),
  session: drafts.session.handler(({ input }) => openDraftSession(node, input)),
  edit: drafts.edit.handler(({ input }) => once('drafts.edit', input, (keep) => editDraft(node, input, keep))),
  presence: drafts.presence.handler(({ input }) => publishPresence(node, input)),
  watch: drafts.watch.handler(({ input, signal }) => watchDraft(node, input, signal)),
  history: drafts.history.handler(({ input }) => readDraftHistory(node, input)),
  blame: drafts.blame.handler(({ input }) => readDraftBlame(node, input)),
  restore: drafts.restore.handler(({ input }) => once('drafts.restore', input, (keep) => restoreDraft(node, input, keep))),
  preview: drafts.preview.handler(({ input }) => previewDraft(node, input)),
})
