import type { Address } from '@daomesh/protocol'
import type { PowerTie } from './powerTies.ts'

/** DAOs that are tied to each other more than to the rest. `inside`: how much of all ties of its DAOs stays among them, in basis points. */
export type PowerCluster = { readonly daos: readonly Address[]; readonly inside: number }

type Edge = readonly [number, number, bigint]

const keyOf = (a: number, b: number): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

/** Weights between each two DAOs, in either direction, and how much each is tied in all. */
const weigh = (ties: readonly PowerTie[], places: ReadonlyMap<Address, number>) => {
  const between = new Map<string, Edge>()
  const degree = new Map<number, bigint>()
  for (const { dao, member, share } of ties) {
    const [a, b] = [places.get(dao), places.get(member)]
    if (a === undefined || b === undefined || a === b || share === 0n) continue
    between.set(keyOf(a, b), [Math.min(a, b), Math.max(a, b), (between.get(keyOf(a, b))?.[2] ?? 0n) + share])
    for (const one of [a, b]) degree.set(one, (degree.get(one) ?? 0n) + share)
  }
  return { between, degree }
}

/** The pair whose joining raises modularity most; of equal gains the one whose first DAO, then second DAO, comes first. null where none raises it. */
const bestOf = (edges: readonly Edge[], degree: ReadonlyMap<number, bigint>, twice: bigint): readonly [number, number] | null => {
  let best: { readonly pair: readonly [number, number]; readonly gain: bigint } | null = null
  for (const [a, b, weight] of edges) {
    const gain = weight * twice - (degree.get(a) ?? 0n) * (degree.get(b) ?? 0n)
    if (
      gain > 0n &&
      (best === null || gain > best.gain || (gain === best.gain && (a < best.pair[0] || (a === best.pair[0] && b < best.pair[1]))))
    )
      best = { pair: [a, b], gain }
  }
  return best?.pair ?? null
}

/**
 * Clusters of the web of power, which suggest federations (Q66): greedy modularity (Newman, Fast algorithm for detecting community structure in networks,
 * 2004; Clauset, Newman, Moore, Finding community structure in very large networks, 2004) over the weights, in whole numbers. Every DAO begins alone; the two
 * clusters whose joining gains most are joined, until no joining gains anything. The same ties give the same clusters, in whatever order they come.
 * @example
 * powerClusters([]) // => []
 */
export const powerClusters = (ties: readonly PowerTie[]): readonly PowerCluster[] => {
  const daos = [...new Set(ties.flatMap(({ dao, member }) => [dao, member]))].toSorted()
  const places = new Map(daos.map((dao, place) => [dao, place]))
  const { between, degree } = weigh(ties, places)
  // Each tie counts at both ends.
  const twice = [...degree.values()].reduce((sum, one) => sum + one, 0n)
  const members = new Map(daos.map((dao, place) => [place, [dao]]))
  const kept = new Map<number, bigint>()
  let edges: readonly Edge[] = [...between.values()]
  for (let best = bestOf(edges, degree, twice); best !== null; best = bestOf(edges, degree, twice)) {
    const [into, from] = best
    members.set(into, [...(members.get(into) ?? []), ...(members.get(from) ?? [])])
    members.delete(from)
    degree.set(into, (degree.get(into) ?? 0n) + (degree.get(from) ?? 0n))
    const joined = new Map<string, Edge>()
    let own = (kept.get(into) ?? 0n) + (kept.get(from) ?? 0n)
    for (const [a, b, weight] of edges) {
      const [x, y] = [a === from ? into : a, b === from ? into : b]
      if (x === y) {
        own += weight
        continue
      }
      const known = joined.get(keyOf(x, y))
      joined.set(keyOf(x, y), [Math.min(x, y), Math.max(x, y), weight + (known?.[2] ?? 0n)])
    }
    kept.set(into, own)
    edges = [...joined.values()]
  }
  return [...members]
    .filter(([, one]) => one.length > 1)
    .map(([place, one]) => ({
      daos: one.toSorted(),
      inside: Number((2n * (kept.get(place) ?? 0n) * 10_000n) / (degree.get(place) ?? 1n)),
    }))
    .toSorted((a, b) => b.daos.length - a.daos.length || ((a.daos[0] ?? '') < (b.daos[0] ?? '') ? -1 : 1))
}
