export type Graph = ReadonlyMap<string, readonly string[]>

/**
 * Finds circular imports, one closed path for each knot found, first file repeated at the end.
 * Depth first with an explicit stack, so that a long chain of imports cannot overflow ours.
 */
export function findCycles(graph: Graph): string[][] {
  const finished = new Set<string>()
  const cycles: string[][] = []
  for (const root of graph.keys()) {
    if (finished.has(root)) continue
    const path: string[] = [root]
    const pending = [[...(graph.get(root) ?? [])]]
    while (path.length > 0) {
      const next = pending.at(-1)?.shift()
      if (next === undefined) {
        pending.pop()
        finished.add(path.pop() ?? '')
        continue
      }
      const seenAt = path.indexOf(next)
      if (seenAt >= 0) cycles.push([...path.slice(seenAt), next])
      else if (!finished.has(next)) {
        path.push(next)
        pending.push([...(graph.get(next) ?? [])])
      }
    }
  }
  return cycles
}
