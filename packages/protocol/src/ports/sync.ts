import type { EntryId, LogId, SpaceId } from '../ids.ts'

/** A head as the set root holds it: open at (seq, id), or forked from the lowest forked seq with the two smallest ids there as proof. */
export type LogHead =
  | { readonly log: LogId; readonly state: 'open'; readonly seq: number; readonly id: EntryId }
  | {
      readonly log: LogId
      readonly state: 'forked'
      readonly seq: number
      readonly proof: readonly [EntryId, EntryId]
      readonly tips: readonly EntryId[]
    }

export type StreamRoot = { readonly stream: string; readonly root: string }

/** What became of bytes handed to a replica. Order of arrival decides none of it. */
export type IngestReport = {
  /** Durably stored now (judged or pending). */
  readonly stored: readonly EntryId[]
  readonly known: number
  /** Malformed, oversized or badly signed: never stored; whoever sent them is penalised. */
  readonly refused: number
}

/** `durable: false`: stored at once, and safe from a power cut with the next durable write of this store; taking in nothing is one too. Default true. */
export type IngestOptions = { readonly durable?: boolean }

/** One space as sync and gossip see it. The network never looks inside an entry. */
export type SyncSpace = {
  readonly space: SpaceId
  readonly roots: () => { readonly root: string; readonly streams: readonly StreamRoot[] }
  readonly heads: (stream: string) => readonly LogHead[]
  readonly head: (log: LogId) => LogHead | null
  readonly has: (id: EntryId) => boolean
  /**
   * The complete entries at one place of a log as wire bytes, all branches or those that are wanted, to be given to a peer. Each is read when it is asked for: a
   * hostile device may have put more of them at one place than fit into memory.
   */
  readonly entriesAt: (log: LogId, seq: number, wanted?: ReadonlySet<EntryId>) => Iterable<Uint8Array>
  /** Their ids, in order. */
  readonly idsAt: (log: LogId, seq: number) => readonly EntryId[]
  /** Where the entries at a seq stand in causal order: above everything that the lowest of them answers to. null when none is here. */
  readonly depthAt: (log: LogId, seq: number) => number | null
  /** The id at a seq of an open log, to find a common prefix. */
  readonly idAt: (log: LogId, seq: number) => EntryId | null
  readonly ingest: (entries: readonly Uint8Array[], options?: IngestOptions) => Promise<IngestReport>
}

/** Cheap look at gossiped bytes before they are passed on: reject only what is malformed or badly signed. */
export type GossipJudge = (bytes: Uint8Array) => Promise<'accept' | 'ignore' | 'reject'>
