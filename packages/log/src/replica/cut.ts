import { type EntryNode, isUnforked } from './model.ts'
import { removalCauses } from './removals.ts'
import type { ListedInput } from './standingFacts.ts'
import { inForce, unlinkCauses } from './unlinks.ts'

/**
 * Of a removed member, or of a revoked device, count exactly the ancestors of what the others wrote before, or as their first entry after. One pass from
 * the newest to the oldest: whether an entry counts depends on what rests on it only. `exempt`: what counts for itself, though it vouches for nothing.
 */
export const cutEntries = (input: ListedInput): { readonly cut: ReadonlySet<EntryNode>; readonly exempt: ReadonlySet<EntryNode> } => {
  const cut = new Set<EntryNode>()
  const exempt = inForce(input)
  const [removed, revoked] = [removalCauses(input), unlinkCauses(input, exempt)]
  if (removed.count + revoked.count === 0) return { cut, exempt }
  const above = BigInt(removed.count)
  const together = (low: bigint, high: bigint): bigint => (high === 0n ? low : low | (high << above))
  const reach = new Map<EntryNode, bigint>()
  for (let i = input.order.length - 1; i >= 0; i--) {
    const node = input.order[i]
    if (!node) continue
    let mask = reach.get(node) ?? 0n
    const author = input.authors[i] ?? null
    if (author !== null) {
      const bars = together(removed.bars(node, author), revoked.bars(node, author))
      if ((mask & bars) !== bars) cut.add(node)
      else if (isUnforked(node)) mask |= together(removed.vouches(node, author), revoked.vouches(node, author))
    }
    if (mask !== 0n)
      for (const ref of node.refs) {
        const known = reach.get(ref)
        reach.set(ref, known === undefined || known === mask ? mask : known | mask)
      }
  }
  return { cut, exempt }
}
