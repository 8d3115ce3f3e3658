import type { EntryHeader, EntryId } from '@daomesh/protocol'
import { emptyLog, type EntryNode, type Graph, isComplete, type LogRecord, makeNode, refIds, streamOf } from './model.ts'

/** What adding entries to the graph changed. */
export type GraphChange = {
  /** Newly complete, each after everything it refers to. */
  readonly completed: EntryNode[]
  /** Its prev is not the entry before it in the same log by the same device: it can never stand anywhere. */
  readonly broken: EntryNode[]
}

/** Lets `node` be looked at again when `id` is complete or judged. */
export const wait = (graph: Graph, id: EntryId, node: EntryNode): void => {
  const known = graph.waiters.get(id)
  if (known) known.add(node)
  else graph.waiters.set(id, new Set([node]))
}

/** Its prev must be the entry before it in the same log, by the same device. The opening binds the device to the log's id. */
export const standsOn = (node: EntryNode, prev: EntryNode): boolean =>
  prev.log.id === node.log.id && prev.seq + 1 === node.seq && prev.device === node.device

/** Resolves references and depth of a node whose past is complete; false when something is missing. */
export const resolve = (graph: Graph, node: EntryNode): boolean => {
  const refs: EntryNode[] = []
  let depth = 0
  for (const id of refIds(node)) {
    const ref = graph.nodes.get(id)
    if (!ref || !isComplete(ref)) return false
    refs.push(ref)
    depth = Math.max(depth, ref.depth)
  }
  node.refs = refs
  node.depth = depth + 1
  node.origin = node.prev === null ? node : (refs[0]?.origin ?? null)
  return true
}

const stand = (graph: Graph, node: EntryNode): void => {
  const { log } = node
  const siblings = log.bySeq.get(node.seq) ?? []
  if (siblings.some((other) => other !== node && isComplete(other))) {
    log.forkSeq = Math.min(log.forkSeq ?? node.seq, node.seq)
    log.head = null
    graph.forked.add(log)
  } else if (log.forkSeq === null) log.head = node
  graph.order.push(streamOf(node), node)
  graph.touched.add(log)
}

/** Many at once cost no more than what lies at their places, however many lie at one. */
const removeAll = (graph: Graph, nodes: readonly EntryNode[]): void => {
  const places = new Map<LogRecord, Set<number>>()
  for (const node of nodes) {
    graph.nodes.delete(node.id)
    if (graph.incomplete.delete(node)) node.log.incomplete--
    for (const id of refIds(node)) {
      const waiting = graph.waiters.get(id)
      waiting?.delete(node)
      if (waiting?.size === 0) graph.waiters.delete(id)
    }
    places.set(node.log, (places.get(node.log) ?? new Set()).add(node.seq))
  }
  const gone = new Set(nodes)
  for (const [log, seqs] of places) {
    for (const seq of seqs) {
      const left = (log.bySeq.get(seq) ?? []).filter((other) => !gone.has(other))
      if (left.length > 0) log.bySeq.set(seq, left)
      else log.bySeq.delete(seq)
    }
    if (log.bySeq.isEmpty) graph.logs.delete(log.id)
  }
}

/** Completes whatever can be completed, starting with `start`. Iterative: a chain may be ten thousand entries deep. */
const complete = (graph: Graph, start: EntryNode, change: GraphChange): void => {
  const queue = [start]
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (isComplete(node) || !graph.nodes.has(node.id)) continue
    const prev = node.prev === null ? undefined : graph.nodes.get(node.prev)
    if (prev && !standsOn(node, prev)) {
      removeAll(graph, [node])
      change.broken.push(node)
      continue
    }
    if (!resolve(graph, node)) continue
    if (graph.incomplete.delete(node)) node.log.incomplete--
    stand(graph, node)
    change.completed.push(node)
    for (const waiting of graph.waiters.get(node.id) ?? []) if (!isComplete(waiting)) queue.push(waiting)
  }
}

/** Adds a node made by `makeNode`, and completes what waited for it. */
export const attach = (graph: Graph, node: EntryNode, change: GraphChange): void => {
  const { log } = node
  if (!graph.logs.has(log.id)) graph.logs.set(log.id, log)
  graph.nodes.set(node.id, node)
  const siblings = log.bySeq.get(node.seq)
  if (siblings) siblings.push(node)
  else log.bySeq.set(node.seq, [node])
  complete(graph, node, change)
  if (isComplete(node) || !graph.nodes.has(node.id)) return
  graph.incomplete.add(node)
  log.incomplete++
  for (const id of refIds(node)) {
    const ref = graph.nodes.get(id)
    if (!ref || !isComplete(ref)) wait(graph, id, node)
  }
}

/** Adds a parsed entry. The opening tells the stream of its log. */
export const attachHeader = (graph: Graph, id: EntryId, header: EntryHeader, change: GraphChange): EntryNode => {
  const log = graph.logs.get(header.log) ?? emptyLog(header.log)
  if (header.opening !== null) log.stream = header.opening.stream
  const node = makeNode(graph, id, header, log)
  attach(graph, node, change)
  return node
}

/** Of one log what waits, oldest first; those before `from` are let go of. */
type Waiting = { readonly nodes: EntryNode[]; from: number }

/**
 * Lets go of entries that wait for their past, oldest of the loudest log first, until at most `keep` are left. In one walk over what waits: a hostile device
 * may fill all of it with a log each, or with one place.
 */
export const evictIncomplete = (graph: Graph, keep: number): readonly EntryNode[] => {
  let excess = graph.incomplete.size - keep
  if (excess <= 0) return []
  const logs = new Map<LogRecord, Waiting>()
  for (const node of graph.incomplete) {
    const waiting = logs.get(node.log) ?? { nodes: [], from: 0 }
    logs.set(node.log, waiting)
    waiting.nodes.push(node)
  }
  /** By how much waits in them; of equals the oldest comes last, and is taken first. */
  const byCount: Waiting[][] = []
  const put = (waiting: Waiting): void => void (byCount[waiting.nodes.length - waiting.from] ??= []).push(waiting)
  for (const waiting of [...logs.values()].reverse()) put(waiting)
  const evicted: EntryNode[] = []
  for (let count = byCount.length - 1; excess > 0 && count > 0;) {
    const loudest = byCount[count]?.pop()
    if (loudest === undefined) {
      count--
      continue
    }
    const until = loudest.from + Math.min(excess, Math.ceil(count / 2))
    excess -= until - loudest.from
    for (; loudest.from < until; loudest.from++) evicted.push(loudest.nodes[loudest.from] as EntryNode)
    put(loudest)
  }
  removeAll(graph, evicted)
  return evicted
}
