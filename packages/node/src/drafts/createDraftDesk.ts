import { createDraftDocument, type DraftDocument, type DraftEntry } from '@daomesh/drafts'
import { type Address, decodeEntry, type DraftId, draftStream, type EntryId, readBody, type SpaceId } from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

export type DraftEvent =
  | { readonly type: 'edit'; readonly update: Uint8Array; readonly account: Address | null; readonly entry: EntryId }
  | { readonly type: 'rebuilt' }
  | { readonly type: 'presence'; readonly update: Uint8Array }

/** One draft that somebody here looks at: the document and whoever follows it. */
export type OpenDraft = {
  readonly document: DraftDocument
  /** Takes what the log holds and the document does not. */
  readonly catchUp: () => void
  readonly follow: (listener: (event: DraftEvent) => void) => () => void
  readonly tell: (event: DraftEvent) => void
}

export type DraftDesk = {
  readonly open: (space: DaoSpace, draft: DraftId) => OpenDraft
  readonly find: (space: SpaceId, draft: DraftId) => OpenDraft | undefined
  readonly close: () => void
}

/** Every entry of the stream in causal order, as the document wants them: what does not count keeps its place without an edit. */
const entriesOf = (space: DaoSpace, draft: DraftId): readonly DraftEntry[] => {
  const { replica } = space
  return replica
    .audit()
    .filter((line) => line.stream === draftStream(draft) && line.depth > 0 && line.status !== 'pending' && line.status !== 'locked')
    .flatMap((line): DraftEntry[] => {
      const bytes = replica.wire(line.id)
      if (bytes === null || line.member === null) return []
      const { header } = decodeEntry(bytes)
      const place = {
        id: line.id,
        log: header.log,
        device: header.device,
        member: line.member as Address,
        prev: header.prev,
        parents: header.parents,
      }
      if (line.status === 'opaque') return [{ ...place, edit: 'newer' }]
      const accepted = replica.entry(line.id)
      const read = accepted === null ? null : readBody(header.kind, accepted.body)
      if (read?.outcome !== 'known' || read.reading.kind !== 'draft.update') return [{ ...place, edit: null }]
      const { session, update } = read.reading.body
      return [{ ...place, edit: { session, update } }]
    })
}

/** Keeps the documents of drafts that are being looked at, fed from the log. */
export const createDraftDesk = (): DraftDesk => {
  const drafts = new Map<string, OpenDraft & { readonly end: () => void }>()
  const keyOf = (space: SpaceId, draft: DraftId) => `${space}/${draft}`

  const open = (space: DaoSpace, draft: DraftId): OpenDraft => {
    const known = drafts.get(keyOf(space.id, draft))
    if (known !== undefined) return known
    const document = createDraftDocument({ draft })
    const listeners = new Set<(event: DraftEvent) => void>()
    const tell = (event: DraftEvent) => {
      for (const listener of listeners) listener(event)
    }
    const authors = new Map<EntryId, Address>()
    document.onChange((change) => {
      if (change.type === 'rebuilt') tell({ type: 'rebuilt' })
      else tell({ type: 'edit', update: change.update, account: authors.get(change.entry) ?? null, entry: change.entry })
    })
    const catchUp = () => {
      for (const entry of entriesOf(space, draft)) {
        if (document.judgementOf(entry.id) !== null) continue
        authors.set(entry.id, entry.member)
        document.offer(entry)
      }
    }
    /** The fold decides which branch of a forked log counts, so the document must know before it takes the entries. */
    const leaveAside = () =>
      document.setAside(
        space.replica
          .audit()
          .filter((line) => line.stream === draftStream(draft) && (line.status === 'forked' || line.status === 'cut'))
          .map((line) => line.id),
      )
    const unsubscribe = space.replica.subscribe(({ stored, accepted, withdrawn }) => {
      const ours = [...stored, ...accepted].some((id) => space.replica.status(id)?.stream === draftStream(draft))
      if (withdrawn.length > 0) leaveAside()
      if (ours) catchUp()
    })
    const opened = {
      document,
      catchUp,
      tell,
      follow: (listener: (event: DraftEvent) => void) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
      end: () => {
        unsubscribe()
        listeners.clear()
      },
    }
    drafts.set(keyOf(space.id, draft), opened)
    leaveAside()
    catchUp()
    return opened
  }

  return {
    open,
    find: (space, draft) => drafts.get(keyOf(space, draft)),
    close: () => {
      for (const draft of drafts.values()) draft.end()
      drafts.clear()
    },
  }
}
