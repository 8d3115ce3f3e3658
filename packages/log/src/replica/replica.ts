import type { ChainCut, EntryId, LogHead, LogId, SyncSpace, ViewFacts } from '@daomesh/protocol'
import type { FoldedState } from '../tree/stateHash.ts'
import type { StateReader } from '../tree/stateTree.ts'
import type { Append, Appended } from './append.ts'
import type { AuditPage, AuditQuery } from './auditPage.ts'
import type { Continuity } from './continuity.ts'
import type { ReplicaEvent } from './core.ts'
import type { Place, Tip } from './past.ts'
import type { AcceptedEntry, AuditLine, EntryFilter } from './read.ts'

/** Where this device goes on writing a stream. `seq` is the next one; null before anything was written. */
export type OwnPlace = {
  readonly log: LogId
  readonly incarnation: string
  readonly seq: number
  readonly continuity: 'proven' | 'unproven'
}

/** One space on this device: the signed entries, what became of them, and the state they fold to. */
export type Replica = SyncSpace & {
  /** Live read access: always what the last finished step left. */
  readonly state: StateReader
  readonly append: (entry: Append) => Promise<Appended>
  /** All or none, in one transaction; all of one stream. */
  readonly appendMany: (entries: readonly Append[]) => Promise<readonly Appended[]>
  readonly stateRoot: () => string
  /** Root of the governance stream, the set root that the state hash binds. */
  readonly setRoot: () => string
  /** The accepted entries of a stream that none of it rests on yet: their past is all that counts in it. */
  readonly tips: (stream: string) => readonly Tip[]
  /** Per log the highest seq in the past of these places, themselves included. A place beyond what is here counts as far as it is here. */
  readonly pastOf: (places: Iterable<Place>) => ReadonlyMap<LogId, number>
  /** Root of the counted governance entries that cannot be judged here, for want of a key or a view, and which the state lacks; null where it lacks none. */
  readonly unjudgedRoot: () => string | null
  /** null while an entry waits to be judged, or a refold is due: nothing is claimed then. */
  readonly stateHash: (cut: ChainCut) => string | null
  /** The roots of the state, and of what it lacks, under other, older view facts. */
  readonly foldAt: (views: ViewFacts) => Promise<FoldedState>
  /** Call when chain facts grew. */
  readonly viewsChanged: () => Promise<void>
  /** Call when a key arrived. */
  readonly unlock: () => Promise<void>
  readonly audit: () => readonly AuditLine[]
  /** Some of them, the newest first by what their authors state, and how many there are of each status. */
  readonly auditPage: (query: AuditQuery) => AuditPage
  /** Those that a fork, a removal or a revocation set aside, in no order. */
  readonly asideLines: () => Iterable<AuditLine>
  /** The complete entries of one stream, each after everything it refers to: without sorting or holding them all, unlike `audit`. */
  readonly lines: (stream: string) => Iterable<AuditLine>
  /** The same from the newest on, by depth, then id: it costs what is taken of it. */
  readonly recent: (stream: string) => Iterable<AuditLine>
  /** How many entries are stored. */
  readonly count: () => number
  readonly status: (id: EntryId) => AuditLine | null
  readonly entries: (filter?: EntryFilter) => Iterable<AcceptedEntry>
  readonly entry: (id: EntryId) => AcceptedEntry | null
  /** One that the rules accept and that a fork, a removal or a revocation set aside; null for all others. */
  readonly setAside: (id: EntryId) => AcceptedEntry | null
  /** Wire bytes of a stored entry, for this node. */
  readonly wire: (id: EntryId) => Uint8Array | null
  /** The same for somebody else, who gets them otherwise than by sync: an own log whose end is not proven ends with it. */
  readonly give: (id: EntryId) => Uint8Array | null
  /** @returns how to stop listening. */
  readonly subscribe: (listener: (event: ReplicaEvent) => void) => () => void
  readonly own: (stream: string) => OwnPlace | null
  /** Ids of this device's own logs, to ask peers about before the first write. */
  readonly ownLogs: () => readonly LogId[]
  /** Whether a peer that holds an end of them could still let one go on. */
  readonly hasUnprovenLogs: () => boolean
  /** One list of heads per peer that answered. Unless one of them confirms the end of a log, its next write begins a fresh incarnation. */
  readonly proveContinuity: (answers: readonly (readonly LogHead[])[]) => Promise<ReadonlyMap<string, Continuity>>
  /** The next write begins a new log: in one stream, or in all. */
  readonly startFreshIncarnation: (stream?: string) => Promise<void>
  /** How many entries wait for their past, for a view, or for a key. */
  readonly waiting: () => { readonly past: number; readonly view: number; readonly key: number }
  /** Waits for running steps; the store stays open. */
  readonly close: () => Promise<void>
}
