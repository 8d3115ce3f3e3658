import { DaomeshError, type DraftId, type EntryId, type LogId } from '@daomesh/protocol'
import * as Y from 'yjs'
import { clientIdOf } from '../clientIdOf.ts'
import { type DraftHistory, readHistory } from '../history/readHistory.ts'
import { type Frozen, freeze } from '../markdown/freeze.ts'
import { toMarkdown } from '../markdown/toMarkdown.ts'
import type { Contribution, DraftChange, DraftEntry, Judgement } from './entry.ts'
import { createReplica } from './replica.ts'
import { setAsideOf } from './setAside.ts'

export type DraftDocument = {
  readonly draft: DraftId
  /**
   * Takes an entry whose `prev` and parents were offered before; judging is final and the same on every peer that has set aside the same entries.
   * @throws DaomeshError `INPUT_INVALID` when a cause was not offered.
   */
  readonly offer: (entry: DraftEntry) => Judgement
  /** What `offer` would answer, without taking it: ask before an own edit is written to the log. */
  readonly judge: (entry: DraftEntry) => Judgement
  readonly judgementOf: (entry: EntryId) => Judgement | null
  /** Replaces the entries that the fold does not count (lost fork branches, cuts). Everything is judged again if that changes anything. */
  readonly setAside: (entries: Iterable<EntryId>) => void
  /** For an editor: load `snapshot` into an own Y.Doc made with `gc: false`, then set its `clientID`. */
  readonly openSession: (parameters: { readonly log: LogId; readonly session: Uint8Array }) => {
    readonly clientId: number
    readonly snapshot: Uint8Array
  }
  /** The whole document as a v1 update. */
  readonly snapshot: () => Uint8Array
  /** Entries that only a newer version of this app reads, and what stands on them. The text is whole without them; no own entry may cite one. */
  readonly opaque: () => ReadonlySet<EntryId>
  readonly toMarkdown: () => string
  readonly freeze: () => Frozen
  readonly contributions: () => readonly Contribution[]
  /** Who wrote what until now, and how to make it as it was. Reads a copy. */
  readonly history: () => DraftHistory
  /** Entries on which Yjs threw although admission let them pass, with the error: each is a fault of this package to report. */
  readonly faults: () => ReadonlyMap<EntryId, unknown>
  readonly onChange: (listener: (change: DraftChange) => void) => () => void
}

const causesOf = (entry: DraftEntry): readonly EntryId[] => (entry.prev === null ? entry.parents : [entry.prev, ...entry.parents])

/**
 * A draft carried by the log. Holds the only document that edits are applied to; nobody outside can reach it.
 * @example
 * createDraftDocument({ draft }).toMarkdown() // => ''
 */
export const createDraftDocument = ({ draft }: { readonly draft: DraftId }): DraftDocument => {
  /** In the order offered, which is causal. */
  const entries = new Map<EntryId, DraftEntry>()
  const listeners = new Set<(change: DraftChange) => void>()
  let named: ReadonlySet<EntryId> = new Set()
  const isNamed = (id: EntryId) => named.has(id)
  const clientOf = (log: LogId, session: Uint8Array) => clientIdOf(draft, log, session)
  let aside = setAsideOf([], isNamed, clientOf)
  /** Entries on which Yjs itself threw, with what it threw: admission should have refused them. */
  const faults = new Map<EntryId, unknown>()
  const verdictOf = (id: EntryId) => (aside.has(id) ? 'set-aside' : faults.has(id) ? 'apply' : null)
  let replica = createReplica(draft, verdictOf)

  const tell = (change: DraftChange) => {
    for (const listener of listeners) listener(change)
  }

  const takes = (entry: DraftEntry): boolean => {
    try {
      replica.take(entry)
      return true
    } catch (cause) {
      faults.set(entry.id, cause)
      return false
    }
  }

  /** Makes the document anew from the log. An entry on which Yjs throws is left out, so this ends after at most as many rounds as there are such entries. */
  const rebuild = (): void => {
    aside = setAsideOf(entries.values(), isNamed, clientOf)
    do replica = createReplica(draft, verdictOf)
    while (![...entries.values()].every(takes))
  }

  const requireCauses = (entry: DraftEntry): void => {
    const missing = causesOf(entry).find((cause) => !entries.has(cause))
    if (missing) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'parents', missing } })
  }

  const judgementOf = (id: EntryId): Judgement => {
    const judgement = replica.judgementOf(id)
    if (judgement === null) throw new DaomeshError('INTERNAL', { meta: { reason: 'entry was not judged' } })
    return judgement
  }

  const rebuildFor = (entry: DraftEntry): Judgement => {
    rebuild()
    tell({ type: 'rebuilt' })
    return judgementOf(entry.id)
  }

  const offer = (entry: DraftEntry): Judgement => {
    const earlier = replica.judgementOf(entry.id)
    if (earlier) return earlier
    requireCauses(entry)
    entries.set(entry.id, entry)
    if (!aside.take(entry)) return rebuildFor(entry)
    if (!takes(entry)) {
      faults.delete(entry.id)
      return rebuildFor(entry)
    }
    const judgement = judgementOf(entry.id)
    if (judgement.outcome === 'admitted' && entry.edit !== null && entry.edit !== 'newer')
      tell({ type: 'edit', entry: entry.id, update: entry.edit.update, saw: (client) => replica.sawOf(entry.id, client) })
    return judgement
  }

  const snapshot = () => Y.encodeStateAsUpdate(replica.doc)

  return {
    draft,
    offer,
    judge: (entry) => {
      requireCauses(entry)
      return replica.judge(entry)
    },
    judgementOf: (id) => replica.judgementOf(id),
    setAside: (ids) => {
      const before = named
      named = new Set(ids)
      // What is named before it is offered, as all that comes of a log that is forked already, was never in the document.
      const isNews = (of: ReadonlySet<EntryId>) => (id: EntryId) => !of.has(id) && entries.has(id)
      if (![...named].some(isNews(before)) && ![...before].some(isNews(named))) return
      rebuild()
      tell({ type: 'rebuilt' })
    },
    openSession: ({ log, session }) => ({ clientId: clientOf(log, session), snapshot: snapshot() }),
    snapshot,
    opaque: () => replica.opaque(),
    toMarkdown: () => toMarkdown(replica.doc),
    freeze: () => freeze(replica.doc),
    contributions: () => replica.contributions(),
    history: () => readHistory({ draft, entries, contributions: replica.contributions(), snapshot: snapshot() }),
    faults: () => faults,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
