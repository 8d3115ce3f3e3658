import type { Address, DeviceId, EntryHeader, EntryId, LogId, SpaceId, UnlinkedDevice, ViewId } from '@daomesh/protocol'
import type { EntryVerdict, Standing } from '../store/LogStore.ts'
import { EntryIndex, EntryOrder, SeqIndex, type Stored } from './layers.ts'

/** An entry as the replica holds it in memory: its place in the graph and what became of it. Bytes stay in the store. */
export type EntryNode = {
  readonly id: EntryId
  readonly log: LogRecord
  readonly seq: number
  readonly prev: EntryId | null
  readonly parents: readonly EntryId[]
  readonly device: DeviceId
  readonly view: ViewId
  readonly kind: string
  readonly at: number
  /** prev and parents, once the whole causal past is here. */
  refs: readonly EntryNode[]
  /** The entry that opened this branch of the log; itself for seq 0. */
  origin: EntryNode | null
  /** 0 until the whole causal past is here; then 1 + the greatest among refs. */
  depth: number
  verdict: EntryVerdict
  reason: string | null
  standing: Standing
  /** Whose log it is; only in an accepted opening. */
  member: Address | null
  /** The device that this entry revokes (see `deviceKeyOf`); only in an accepted one that does. */
  unlinks: string | null
}

export type LogRecord = {
  readonly id: LogId
  /** Known with the opening. */
  stream: string | null
  readonly bySeq: SeqIndex<EntryNode>
  /** The highest complete entry while the log is open. */
  head: EntryNode | null
  /** The lowest seq at which two complete entries stand; null while the log is open. */
  forkSeq: number | null
  incomplete: number
}

/** Everything the replica knows about the set of entries, apart from what rules say about them. */
export type Graph = {
  readonly space: SpaceId
  readonly nodes: EntryIndex<EntryNode>
  readonly logs: Map<LogId, LogRecord>
  /** Complete entries, each after everything it refers to. */
  readonly order: EntryOrder<EntryNode>
  /** Entries that wait for the id to become complete or judged. */
  readonly waiters: Map<EntryId, Set<EntryNode>>
  /** Entries whose past is not here. */
  readonly incomplete: Set<EntryNode>
  readonly forked: Set<LogRecord>
  /** Logs whose head changed since the set root was last asked for. */
  readonly touched: Set<LogRecord>
  /** View and kind texts are few: kept once. */
  readonly texts: Map<string, string>
}

export type StoredNodes = Stored<EntryNode>

export const emptyGraph = (space: SpaceId, stored: StoredNodes | null = null): Graph => ({
  space,
  nodes: new EntryIndex(stored),
  logs: new Map(),
  order: new EntryOrder(stored),
  waiters: new Map(),
  incomplete: new Set(),
  forked: new Set(),
  touched: new Set(),
  texts: new Map(),
})

const intern = <T extends string>(graph: Graph, text: T): T => {
  const known = graph.texts.get(text)
  if (known !== undefined) return known as T
  if (graph.texts.size < 10_000) graph.texts.set(text, text)
  return text
}

export const emptyLog = (id: LogId): LogRecord => ({ id, stream: null, bySeq: new SeqIndex(), head: null, forkSeq: null, incomplete: 0 })

/** A node that is not part of the graph yet. */
export const makeNode = (graph: Graph, id: EntryId, header: EntryHeader, log: LogRecord): EntryNode => ({
  id,
  log,
  seq: header.seq,
  prev: header.prev,
  parents: header.parents,
  device: intern(graph, header.device),
  view: intern(graph, header.view),
  kind: intern(graph, header.kind),
  at: header.at,
  refs: [],
  origin: null,
  depth: 0,
  verdict: 'pending',
  reason: null,
  standing: 'counted',
  member: null,
  unlinks: null,
})

export const refIds = (node: EntryNode): readonly EntryId[] => (node.prev === null ? node.parents : [node.prev, ...node.parents])
export const streamOf = (node: EntryNode): string => node.log.stream ?? ''
export const isComplete = (node: EntryNode): boolean => node.depth > 0
/** Whom the entry belongs to, if its log's opening was accepted. */
export const memberOf = (node: EntryNode): Address | null => node.origin?.member ?? null
/** A device as the device of one member: what a revocation names. */
export const deviceKeyOf = ({ member, device }: UnlinkedDevice): string => `${member}/${device}`
/** Below the fork or in an open log: everyone who has the entry agrees that it stands there. */
export const isUnforked = (node: EntryNode): boolean => node.log.forkSeq === null || node.seq < node.log.forkSeq
/** Canonical causal order: a total order in which everything follows what it refers to. */
export const causally = (a: EntryNode, b: EntryNode): number => a.depth - b.depth || (a.id < b.id ? -1 : 1)
