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
  const causes = [...removalCauses(input), ...unlinkCauses(input, exempt)].map((cause, i) => ({ ...cause, bit: 1n << BigInt(i) }))
  if (causes.length === 0) return { cut, exempt }
  const reach = new Map<EntryNode, bigint>()
  for (let i = input.order.length - 1; i >= 0; i--) {
    const node = input.order[i]
    if (!node) continue
    let mask = reach.get(node) ?? 0n
    const author = input.authors[i] ?? null
    if (author !== null) {
      if (causes.some(({ bars, bit }) => (mask & bit) === 0n && bars(node, author))) cut.add(node)
      else if (isUnforked(node)) for (const { vouches, bit } of causes) if ((mask & bit) === 0n && vouches(node, author)) mask |= bit
    }
    if (mask !== 0n) for (const ref of node.refs) reach.set(ref, (reach.get(ref) ?? 0n) | mask)
  }
  return { cut, exempt }
}
