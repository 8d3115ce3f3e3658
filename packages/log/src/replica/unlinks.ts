import { deviceKeyOf, type EntryNode, isUnforked } from './model.ts'
import { type Causes, type ListedInput, noCauses, type StandingInput } from './standingFacts.ts'

/**
 * Revocations that every peer with the same roots holds: unforked, or under something unforked. They count whoever published them and whatever
 * became of that log, because the member's account signed them.
 */
export const inForce = ({ graph, unlinks }: Pick<StandingInput, 'graph' | 'unlinks'>): ReadonlySet<EntryNode> => {
  const force = new Set([...unlinks.keys()].filter(isUnforked))
  if (force.size === unlinks.size) return force
  const under = new Set<EntryNode>()
  for (let i = graph.order.length - 1; i >= 0; i--) {
    const node = graph.order.at(i)
    if (!node || !(isUnforked(node) || under.has(node))) continue
    if (unlinks.has(node)) force.add(node)
    for (const ref of node.refs) under.add(ref)
  }
  return force
}

/** Per revocation a bit; per entry, of which it or its past holds one. */
const knownBy = ({ order }: ListedInput, bitOf: ReadonlyMap<EntryNode, bigint>): ReadonlyMap<EntryNode, bigint> => {
  const known = new Map<EntryNode, bigint>()
  for (const node of order) {
    let mask = bitOf.get(node) ?? 0n
    for (const ref of node.refs) mask |= known.get(ref) ?? 0n
    if (mask !== 0n) known.set(node, mask)
  }
  return known
}

/**
 * Revoked devices that wrote something here. Other devices vouch as long as the entry before theirs in the same log does not know of the revocation: by
 * what they wrote before they knew, and by the first entry after. Drafts are streams of their own, in which nothing knows of it.
 */
export const unlinkCauses = (input: ListedInput, force: ReadonlySet<EntryNode>): Causes => {
  if (force.size === 0) return noCauses
  const revoked = new Set([...force].map((node) => input.unlinks.get(node)))
  const keyOf = new Map<EntryNode, string>()
  /** Every entry of a branch is of the device and the member of its opening. */
  const ofBranch = new Map<EntryNode, string>()
  const branchKey = (origin: EntryNode): string => {
    const { member } = input.factOf(origin)
    const key = member === null ? '' : deviceKeyOf({ member, device: origin.device })
    ofBranch.set(origin, key)
    return key
  }
  for (const node of input.order) {
    const key = node.origin === null ? '' : (ofBranch.get(node.origin) ?? branchKey(node.origin))
    if (revoked.has(key)) keyOf.set(node, key)
  }
  const devices = [...new Set(keyOf.values())]
  if (devices.length === 0) return noCauses
  const bits = new Map(devices.map((key, i) => [key, 1n << BigInt(i)]))
  const all = (1n << BigInt(devices.length)) - 1n
  const bitOf = (node: EntryNode): bigint => bits.get(keyOf.get(node) ?? '') ?? 0n
  const known = knownBy(input, new Map([...force].map((node) => [node, bits.get(input.unlinks.get(node) ?? '') ?? 0n])))
  const knewBefore = (node: EntryNode): bigint => (node.prev === null ? 0n : (known.get(node.refs[0] ?? node) ?? 0n))
  // Mostly one or the other, and neither makes a new number.
  const without = (known: bigint): bigint => (known === 0n ? all : known === all ? 0n : all & ~known)
  return { count: devices.length, bars: bitOf, vouches: (node) => without(knewBefore(node) | bitOf(node)) }
}
