import type { Address, LogId } from '@daomesh/protocol'
import type { Core } from './core.ts'
import { type EntryNode, isUnforked, type LogRecord, memberOf } from './model.ts'

export type Place = { readonly log: LogId; readonly seq: number }
export type Tip = Place & { readonly member: Address | null; readonly depth: number }

/** The last seq below which everybody who has the log has the same history of it. */
const lastSingle = (record: LogRecord): number => (record.forkSeq === null ? (record.head?.seq ?? -1) : record.forkSeq - 1)

/** Newest first. Of a forked log only what lies below the fork can be named by its seq. */
export const tipsOf = (core: Core, stream: string): readonly Tip[] =>
  [...(core.tips.get(stream) ?? [])]
    .map((node) => ({
      log: node.log.id,
      seq: Math.min(node.seq, lastSingle(node.log)),
      member: memberOf(node),
      depth: node.depth,
    }))
    .filter(({ seq }) => seq >= 0)
    .sort((a, b) => b.depth - a.depth || (a.log < b.log ? -1 : 1))

/** Walks every entry once, however many places name it. Iterative, so depth costs nothing. */
export const pastOf = (core: Core, places: Iterable<Place>): ReadonlyMap<LogId, number> => {
  const past = new Map<LogId, number>()
  const aboveForks = new Set<EntryNode>()
  const queue: EntryNode[] = []

  const reach = (node: EntryNode): void => {
    if (!isUnforked(node)) {
      if (aboveForks.has(node)) return
      aboveForks.add(node)
      queue.push(...node.refs)
      return
    }
    const from = (past.get(node.log.id) ?? -1) + 1
    if (node.seq < from) return
    past.set(node.log.id, node.seq)
    for (let seq = from; seq <= node.seq; seq++)
      for (const at of node.log.bySeq.get(seq) ?? []) for (const ref of at.refs) if (ref.log !== node.log) queue.push(ref)
  }

  for (const { log, seq } of places) {
    const record = core.graph.logs.get(log)
    const at = record && Math.min(seq, lastSingle(record))
    const node = at === undefined ? undefined : record?.bySeq.get(at)?.find(({ depth }) => depth > 0)
    if (node) queue.push(node)
  }
  for (let node = queue.pop(); node; node = queue.pop()) reach(node)
  return past
}
