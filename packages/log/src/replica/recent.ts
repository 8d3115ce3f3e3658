import type { Core } from './core.ts'
import { causally, type EntryNode, isComplete, type LogRecord } from './model.ts'
import { type AuditLine, auditLine } from './read.ts'

/** Deeper entries of an open log have higher numbers. Of a forked one the branches lie beside each other, so it is sorted. */
function* newestOf({ bySeq, head, forkSeq }: LogRecord): Generator<EntryNode> {
  if (forkSeq === null) {
    for (let seq = head?.seq ?? -1; seq >= 0; seq--) yield* bySeq.get(seq)?.filter(isComplete) ?? []
    return
  }
  const nodes = [...bySeq.keys()].flatMap((seq) => bySeq.get(seq)?.filter(isComplete) ?? [])
  yield* nodes.sort((a, b) => causally(b, a))
}

/**
 * The complete entries of one stream, the newest first: by depth, then by id. It costs what is taken of it, not what is there: a screen that shows
 * thirty of a hundred thousand asks many times a second.
 */
export function* recent(core: Core, stream: string): Generator<AuditLine> {
  const logs = [...core.graph.logs.values()].filter((log) => log.stream === stream).map(newestOf)
  const ends = logs.flatMap((nodes) => {
    const first = nodes.next()
    return first.done === true ? [] : [{ nodes, node: first.value }]
  })
  for (;;) {
    let newest: (typeof ends)[number] | undefined
    for (const end of ends) if (newest === undefined || causally(newest.node, end.node) < 0) newest = end
    if (newest === undefined) return
    yield auditLine(core, newest.node)
    const next = newest.nodes.next()
    if (next.done === true) ends.splice(ends.indexOf(newest), 1)
    else newest.node = next.value
  }
}
