import { createDraftDocument, type DraftDocument, type DraftEntry } from '@daomesh/drafts'
import {
  type Address,
  DaomeshError,
  decode,
  decodeEntry,
  type DraftId,
  draftStream,
  type EntryId,
  type LogId,
  openBody,
  readBody,
  type WireEntry,
  type SpaceId,
} from '@daomesh/protocol'
import type { DaoSpace } from '../spaces/space.ts'

export type DraftEvent =
  | { readonly type: 'edit'; readonly update: Uint8Array; readonly account: Address | null; readonly at: number }
  | { readonly type: 'rebuilt' }
  | { readonly type: 'presence'; readonly update: Uint8Array }

/** One draft that somebody here looks at: the document and whoever follows it. */
export type OpenDraft = {
  readonly document: DraftDocument
  /** How many entries the document has taken. */
  readonly at: () => number
  /** The tips of what counts among what the document had taken at `at`, without those of one log. @throws DaomeshError `INPUT_INVALID`. */
  readonly tipsAt: (at: number, without: LogId) => readonly EntryId[]
  readonly follow: (listener: (event: DraftEvent) => void) => () => void
  readonly tell: (event: DraftEvent) => void
}

export type DraftDesk = {
  readonly open: (space: DaoSpace, draft: DraftId) => OpenDraft
  readonly find: (space: SpaceId, draft: DraftId) => OpenDraft | undefined
  readonly close: () => void
}

const linesOf = (space: DaoSpace, draft: DraftId) =>
  space.replica.audit().filter((line) => line.stream === draftStream(draft) && line.depth > 0)

/** What was judged acceptable, whether it counts now or not: a removal may set it aside today and another member's entry bring it back. */
const bodyOf = (space: DaoSpace, { id, header, headerBytes, body }: WireEntry): unknown => {
  const accepted = space.replica.entry(id)
  if (accepted !== null) return accepted.body
  const status = space.replica.status(id)?.status
  const key = header.keyId === null ? undefined : space.keyring.get(header.keyId)
  if ((status !== 'forked' && status !== 'cut') || body === null || key === undefined) return null
  return decode(openBody(key, headerBytes, body))
}

/** Entries of the stream in causal order, as the document wants them: what was rejected keeps its place without an edit. */
const entriesOf = (space: DaoSpace, draft: DraftId, isTaken: (id: EntryId) => boolean): readonly DraftEntry[] =>
  linesOf(space, draft)
    .filter((line) => !isTaken(line.id) && line.status !== 'pending' && line.status !== 'locked')
    .flatMap((line): DraftEntry[] => {
      const bytes = space.replica.wire(line.id)
      if (bytes === null || line.member === null) return []
      const wire = decodeEntry(bytes)
      const { header } = wire
      const place = {
        id: line.id,
        log: header.log,
        device: header.device,
        member: line.member as Address,
        prev: header.prev,
        parents: header.parents,
      }
      if (line.status === 'opaque') return [{ ...place, edit: 'newer' }]
      const body = bodyOf(space, wire)
      const read = body === null ? null : readBody(header.kind, body)
      if (read?.outcome !== 'known' || read.reading.kind !== 'draft.update') return [{ ...place, edit: null }]
      const { session, update } = read.reading.body
      return [{ ...place, edit: { session, update } }]
    })

const causesOf = ({ parents, prev }: DraftEntry): readonly EntryId[] => (prev === null ? parents : [...parents, prev])

const openOne = (space: DaoSpace, draft: DraftId): OpenDraft & { readonly end: () => void } => {
  const document = createDraftDocument({ draft })
  const listeners = new Set<(event: DraftEvent) => void>()
  const taken = new Map<EntryId, DraftEntry>()
  let aside: ReadonlySet<EntryId> = new Set()
  /** tips[n]: what nothing among the first n entries refers to. */
  const tips: ReadonlySet<EntryId>[] = [new Set()]
  let author: Address | null = null
  const tell = (event: DraftEvent) => {
    for (const listener of listeners) listener(event)
  }
  document.onChange((change) =>
    tell(change.type === 'rebuilt' ? { type: 'rebuilt' } : { type: 'edit', update: change.update, account: author, at: taken.size }),
  )

  const take = (entry: DraftEntry) => {
    const next = new Set(tips.at(-1))
    for (const cause of causesOf(entry)) next.delete(cause)
    tips.push(next.add(entry.id))
    taken.set(entry.id, entry)
    author = entry.member
    document.offer(entry)
  }
  const catchUp = () => {
    for (const entry of entriesOf(space, draft, (id) => taken.has(id))) take(entry)
  }
  /** The fold decides which branch of a forked log counts, so the document must know before it takes the entries. */
  const leaveAside = () => {
    aside = new Set(
      linesOf(space, draft)
        .filter(({ status }) => status === 'forked' || status === 'cut')
        .map(({ id }) => id),
    )
    document.setAside(aside)
  }
  /** The same without what is set aside: citing it would make it count again, beside an edit whose author did not see it. */
  const tipsWithoutAside = (at: number): readonly EntryId[] => {
    const here = [...taken.values()].slice(0, at).filter(({ id }) => !aside.has(id))
    const cited = new Set(here.flatMap(causesOf))
    return here.map(({ id }) => id).filter((id) => !cited.has(id))
  }
  const end = space.replica.subscribe(({ stored, accepted, withdrawn }) => {
    const ours = [...stored, ...accepted].some((id) => space.replica.status(id)?.stream === draftStream(draft))
    // Accepted may also be what was set aside before and counts again.
    if (ours || withdrawn.length > 0) leaveAside()
    if (ours) catchUp()
  })
  leaveAside()
  catchUp()

  return {
    document,
    at: () => taken.size,
    tipsAt: (at, without) => {
      const known = tips[at]
      if (known === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'at', have: taken.size } })
      return (aside.size === 0 ? [...known] : tipsWithoutAside(at)).filter((id) => taken.get(id)?.log !== without)
    },
    tell,
    follow: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    end: () => {
      end()
      listeners.clear()
    },
  }
}

/** Keeps the documents of drafts that are being looked at, fed from the log. */
export const createDraftDesk = (): DraftDesk => {
  const drafts = new Map<string, OpenDraft & { readonly end: () => void }>()
  const keyOf = (space: SpaceId, draft: DraftId) => `${space}/${draft}`
  return {
    open: (space, draft) => {
      const opened = drafts.get(keyOf(space.id, draft)) ?? openOne(space, draft)
      drafts.set(keyOf(space.id, draft), opened)
      return opened
    },
    find: (space, draft) => drafts.get(keyOf(space, draft)),
    close: () => {
      for (const draft of drafts.values()) draft.end()
      drafts.clear()
    },
  }
}
