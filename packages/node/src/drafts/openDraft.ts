import { createDraftDocument, type DraftDocument, type DraftEntry } from '@daomesh/drafts'
import { type Address, DaomeshError, type DraftId, draftStream, type EntryId, limits, type LogId } from '@daomesh/protocol'
import { createDraftTips } from './draftTips.ts'
import { type DraftSpace, readEntries } from './readEntries.ts'

export type DraftEvent =
  | {
      readonly type: 'edit'
      readonly update: Uint8Array
      readonly account: Address | null
      readonly at: number
      /** How far its author had seen what a client wrote. */
      readonly saw: (client: number) => number
    }
  | { readonly type: 'rebuilt' }
  | { readonly type: 'presence'; readonly update: Uint8Array }

/** One draft that somebody here looks at: the document and whoever follows it. */
export type OpenDraft = {
  readonly document: DraftDocument
  /** How many entries the document has taken. Counts from this opening on: another one may take them in another order. */
  readonly at: () => number
  /** What an entry may cite: tips of what counts and is read among what the document had taken at `at`, without those of one log. @throws DaomeshError `INPUT_INVALID`. */
  readonly tipsAt: (at: number, without: LogId | null) => readonly EntryId[]
  /**
   * How this device's log of the draft is to be opened, `head` being its last entry: an own log that only a newer version reads is left, and an opening
   * cites nothing of that kind, or everything after it would stand on what is not read here.
   */
  readonly opening: (head: EntryId | null) => { readonly parents?: readonly EntryId[]; readonly afresh?: boolean }
  /** Remembers an editing session, whose `at` mean this opening. */
  readonly begin: (session: string, clientId: number) => void
  readonly knows: (session: string) => boolean
  /** The id that it writes under. */
  readonly clientOf: (session: string) => number | undefined
  /** The one that writes under this id. */
  readonly sessionOf: (clientId: number) => string | undefined
  /** Judging and writing of own edits, one after the other: each is judged against exactly what it will stand on. */
  readonly inTurn: <T>(act: () => Promise<T>) => Promise<T>
  readonly follow: (listener: (event: DraftEvent) => void) => () => void
  readonly followed: () => boolean
  readonly tell: (event: DraftEvent) => void
  readonly end: () => void
}

const causesOf = ({ parents, prev }: DraftEntry): readonly EntryId[] => (prev === null ? parents : [...parents, prev])

/** Makes the document of a draft from its stream and keeps it fed. `onLeft` is told when a follower leaves. */
export const openDraft = (space: DraftSpace, draft: DraftId, onLeft: () => void): OpenDraft => {
  const stream = draftStream(draft)
  const document = createDraftDocument({ draft })
  const listeners = new Set<(event: DraftEvent) => void>()
  const sessions = new Map<string, number>()
  const byClient = new Map<number, string>()
  const taken = new Map<EntryId, DraftEntry>()
  let aside: ReadonlySet<EntryId> = new Set()
  const tips = createDraftTips()
  let author: Address | null = null
  let turn: Promise<unknown> = Promise.resolve()
  const tell = (event: DraftEvent) => {
    for (const listener of listeners) listener(event)
  }
  document.onChange((change) =>
    tell(
      change.type === 'rebuilt'
        ? { type: 'rebuilt' }
        : { type: 'edit', update: change.update, account: author, at: taken.size, saw: change.saw },
    ),
  )

  const take = (entry: DraftEntry) => {
    // Of a log that nobody is known to own nothing is cited, so it covers nothing either.
    tips.take(entry.member === null ? null : { id: entry.id, causes: causesOf(entry) })
    taken.set(entry.id, entry)
    author = entry.member
    document.offer(entry)
  }
  const catchUp = () => {
    // The fold decides which branch of a forked log counts, so the document must know before it takes the entries.
    const out = new Set<EntryId>()
    for (const { id, status } of space.replica.lines(stream)) if (status === 'forked' || status === 'cut') out.add(id)
    aside = out
    document.setAside(aside)
    for (const entry of readEntries(space, draft, (id) => taken.has(id))) take(entry)
  }
  /**
   * The same without what is set aside, because citing it would make it count again, beside an edit whose author did not see it; and without what only
   * a newer version reads, because a newer app would then judge the edit against words that its author did not see.
   */
  const tipsOfWhatIsRead = (at: number): readonly EntryId[] => {
    const opaque = document.opaque()
    const here = [...taken.values()].slice(0, at).filter(({ id, member }) => member !== null && !aside.has(id) && !opaque.has(id))
    const cited = new Set(here.flatMap(causesOf))
    return here.map(({ id }) => id).filter((id) => !cited.has(id))
  }
  /** As many as one entry may cite, words before openings: what is left out is cited by a later entry. */
  const citable = (ids: readonly EntryId[]): readonly EntryId[] => {
    if (ids.length <= limits.parents) return ids
    const writes = (id: EntryId) => Number(taken.get(id)?.edit !== null)
    return ids.toSorted((a, b) => writes(b) - writes(a)).slice(0, limits.parents)
  }
  const end = space.replica.subscribe(({ stored, accepted, withdrawn }) => {
    // Accepted may also be what was set aside before and counts again.
    if ([...stored, ...accepted, ...withdrawn].some((id) => space.replica.status(id)?.stream === stream)) catchUp()
  })
  catchUp()

  return {
    document,
    at: () => taken.size,
    tipsAt: (at, without) => {
      const known = tips.at(at)
      if (known === null) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'at', have: taken.size } })
      return citable(
        (aside.size + document.opaque().size === 0 ? known : tipsOfWhatIsRead(at)).filter((id) => taken.get(id)?.log !== without),
      )
    },
    opening: (head) => {
      const opaque = document.opaque()
      if (opaque.size === 0) return {}
      return { parents: citable(tipsOfWhatIsRead(taken.size)), afresh: head !== null && opaque.has(head) }
    },
    begin: (session, clientId) => {
      sessions.set(session, clientId)
      byClient.set(clientId, session)
    },
    knows: (session) => sessions.has(session),
    clientOf: (session) => sessions.get(session),
    sessionOf: (clientId) => byClient.get(clientId),
    inTurn: (act) => {
      const next = turn.then(act, act)
      turn = next.catch(() => undefined)
      return next
    },
    tell,
    follow: (listener) => {
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener)) onLeft()
      }
    },
    followed: () => listeners.size > 0,
    end: () => {
      end()
      listeners.clear()
    },
  }
}
