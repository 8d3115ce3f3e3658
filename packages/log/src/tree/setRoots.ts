import { concatBytes, type EntryId, fromHex, hashOf, type LogHead, type StreamRoot, toHex, utf8 } from '@daomesh/protocol'
import { type EntryNode, type Graph, isComplete, type LogRecord } from '../replica/model.ts'
import { type MerkleMap, merkleMap } from './merkleMap.ts'

/** Roots of the set of complete entries: per log its head, per stream its logs, per space its streams. */
export type SetRoots = {
  readonly read: (graph: Graph) => Roots
  /** Root of one stream; undefined while nothing of it is here. */
  readonly of: (graph: Graph, stream: string) => string | undefined
}
type Roots = { readonly root: string; readonly streams: readonly StreamRoot[] }

const shownTips = 16

const compareIds = (a: EntryNode, b: EntryNode): number => (a.id < b.id ? -1 : 1)

/** The two smallest ids at the lowest forked seq. */
const proofOf = (log: LogRecord, seq: number): readonly [EntryId, EntryId] | null => {
  let [low, high]: (EntryNode | null)[] = [null, null]
  // In one walk: a hostile device can put any number of entries beside each other.
  for (const node of log.bySeq.get(seq) ?? []) {
    if (!isComplete(node) || (high && compareIds(high, node) < 0)) continue
    if (low && compareIds(low, node) < 0) high = node
    else [low, high] = [node, low]
  }
  return low && high ? [low.id, high.id] : null
}

/** Ends of the branches of a forked log: counted ones first. */
const tipsOf = (log: LogRecord, from: number): readonly EntryId[] => {
  const ends = new Map<EntryId, EntryNode>()
  const seqs = [...log.bySeq.keys()].filter((seq) => seq >= from).sort((a, b) => a - b)
  for (const seq of seqs)
    for (const node of (log.bySeq.get(seq) ?? []).filter(isComplete)) {
      if (node.prev !== null) ends.delete(node.prev)
      ends.set(node.id, node)
    }
  const rank = (node: EntryNode): number => (node.standing === 'counted' ? 0 : 1)
  return [...ends.values()]
    .sort((a, b) => rank(a) - rank(b) || compareIds(a, b))
    .slice(0, shownTips)
    .map((node) => node.id)
}

export const headOf = (log: LogRecord): LogHead | null => {
  if (log.forkSeq !== null) {
    const proof = proofOf(log, log.forkSeq)
    return proof && { log: log.id, state: 'forked', seq: log.forkSeq, proof, tips: tipsOf(log, log.forkSeq) }
  }
  return log.head && { log: log.id, state: 'open', seq: log.head.seq, id: log.head.id }
}

/** What the root holds of a log. Tips are not part of it: above a fork only what unforked entries cite matters, and those commit to it. */
const leafOf = (log: LogRecord): Uint8Array | null => {
  const name = fromHex(log.id)
  if (log.forkSeq !== null) {
    const proof = proofOf(log, log.forkSeq)
    return proof && hashOf('daomesh/head/forked/1', name, utf8(String(log.forkSeq)), concatBytes(...proof.map(fromHex)))
  }
  return log.head && hashOf('daomesh/head/open/1', name, utf8(String(log.head.seq)), fromHex(log.head.id))
}

export const setRoots = (): SetRoots => {
  const streams = new Map<string, MerkleMap>()
  const roots = new Map<string, string>()
  const space = merkleMap()
  /** Since the last change: every session asks for them, and every claim for one. */
  let made: Roots | null = null

  const flush = (graph: Graph): void => {
    const changed = new Set<string>()
    for (const log of graph.touched) {
      const leaf = leafOf(log)
      if (leaf === null) continue
      const stream = log.stream ?? ''
      const map = streams.get(stream) ?? merkleMap()
      streams.set(stream, map)
      map.set(log.id, leaf)
      changed.add(stream)
    }
    graph.touched.clear()
    if (changed.size > 0) made = null
    for (const stream of changed) {
      const root = streams.get(stream)?.root() ?? new Uint8Array()
      roots.set(stream, toHex(root))
      space.set(stream, hashOf('daomesh/stream/1', utf8(stream), root))
    }
  }
  return {
    read: (graph) => {
      if (graph.touched.size > 0) flush(graph)
      made ??= {
        root: toHex(space.root()),
        streams: [...roots].map(([stream, root]) => ({ stream, root })).sort((a, b) => (a.stream < b.stream ? -1 : 1)),
      }
      return made
    },
    of: (graph, stream) => {
      if (graph.touched.size > 0) flush(graph)
      return roots.get(stream)
    },
  }
}

/** Heads of the logs of one stream, by log id. */
export const headsOf = (graph: Graph, stream: string): readonly LogHead[] => {
  const heads: LogHead[] = []
  for (const log of graph.logs.values()) {
    if (log.stream !== stream) continue
    const head = headOf(log)
    if (head) heads.push(head)
  }
  return heads.sort((a, b) => (a.log < b.log ? -1 : 1))
}
