import type { DraftId, SpaceId } from '@daomesh/protocol'
import { type OpenDraft, openDraft } from './openDraft.ts'
import type { DraftSpace } from './readEntries.ts'

export type DraftDesk = {
  /** The draft's document, made from the log where nobody has looked at it lately. */
  readonly open: (space: DraftSpace, draft: DraftId) => OpenDraft
  readonly find: (space: SpaceId, draft: DraftId) => OpenDraft | undefined
  readonly close: () => void
}

/** Drafts kept open that nobody follows: a preview, a submission and an editor whose connection broke come back soon. */
export const idleDrafts = 4

/** Keeps the documents of drafts that are being looked at, fed from the log, and lets go of the others, the longest unused first. */
export const createDraftDesk = (): DraftDesk => {
  /** In the order of use. */
  const drafts = new Map<string, OpenDraft>()
  const keyOf = (space: SpaceId, draft: DraftId) => `${space}/${draft}`
  const letGo = () => {
    const idle = [...drafts].filter(([, draft]) => !draft.followed())
    for (const [key, draft] of idle.slice(0, Math.max(0, idle.length - idleDrafts))) {
      draft.end()
      drafts.delete(key)
    }
  }
  return {
    open: (space, draft) => {
      const key = keyOf(space.id, draft)
      const opened = drafts.get(key) ?? openDraft(space, draft, letGo)
      drafts.delete(key)
      drafts.set(key, opened)
      letGo()
      return opened
    },
    find: (space, draft) => drafts.get(keyOf(space, draft)),
    close: () => {
      for (const draft of drafts.values()) draft.end()
      drafts.clear()
    },
  }
}
