import type { Address } from '@daomesh/protocol'

/**
 * The edges that go round: who pays whom, reduced to accounts from which money can come back to where it started (strongly connected components with more
 * than one account, Tarjan, Depth-First Search and Linear Graph Algorithms, 1972). Money that returns shows that somebody may pay itself, so it makes no record.
 * @returns per account the number of its ring; accounts in no ring are absent.
 */
export const washRings = (edges: readonly (readonly [Address, Address])[]): ReadonlyMap<Address, number> => {
  const next = new Map<Address, Address[]>()
  for (const [from, to] of edges) {
    const known = next.get(from)
    if (known === undefined) next.set(from, [to])
    else known.push(to)
  }
  const [index, low] = [new Map<Address, number>(), new Map<Address, number>()]
  const [stack, on] = [[] as Address[], new Set<Address>()]
  const rings = new Map<Address, number>()
  let ring = 0
  const enter = (at: Address): void => {
    index.set(at, index.size)
    low.set(at, index.get(at) ?? 0)
    stack.push(at)
    on.add(at)
  }
  const close = (at: Address): void => {
    if (low.get(at) !== index.get(at)) return
    const members: Address[] = []
    for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
      on.delete(one)
      members.push(one)
      if (one === at) break
    }
    const self = members.length === 1 && (next.get(at) ?? []).includes(at)
    if (members.length > 1 || self) for (const member of members) rings.set(member, ring)
    if (members.length > 1 || self) ring += 1
  }
  // With a stack of its own: a chain of payments can be longer than the one of the machine.
  for (const start of [...next.keys()].toSorted()) {
    if (index.has(start)) continue
    const work = [{ at: start, child: 0 }]
    enter(start)
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { at } = frame
      const child = next.get(at)?.[frame.child++]
      if (child === undefined) {
        work.pop()
        close(at)
        const above = work.at(-1)
        if (above !== undefined) low.set(above.at, Math.min(low.get(above.at) ?? 0, low.get(at) ?? 0))
      } else if (!index.has(child)) {
        enter(child)
        work.push({ at: child, child: 0 })
      } else if (on.has(child)) low.set(at, Math.min(low.get(at) ?? 0, index.get(child) ?? 0))
    }
  }
  return rings
}
