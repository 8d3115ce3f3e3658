import type { Address, ViewFact } from '@daomesh/protocol'
import { type EntryNode, isUnforked, type LogRecord } from './model.ts'
import { type Author, type Causes, holds, type ListedInput, noCauses } from './standingFacts.ts'

/** Per member, the indices of the views that dropped them, ascending. Empty: nobody was ever removed. */
export const removalsIn = (views: Iterable<ViewFact>, members: Iterable<Address>): ReadonlyMap<Address, readonly ViewFact[]> => {
  const sorted = [...new Map([...views].map((view) => [view.index, view])).values()].sort((a, b) => a.index - b.index)
  const removals = new Map<Address, readonly ViewFact[]>()
  for (const member of new Set(members)) {
    const drops = sorted.filter((view, i) => {
      const before = sorted[i - 1]
      return before !== undefined && holds(before, member) && !holds(view, member)
    })
    if (drops.length > 0) removals.set(member, drops)
  }
  return removals
}

/** Per removing view: the first entry of each log in that view or a later one. */
const firstEntries = ({ order, authors }: ListedInput, drops: readonly ViewFact[]): ReadonlyMap<ViewFact, ReadonlySet<EntryNode>> => {
  const first = drops.map((drop) => ({ drop, seen: new Set<LogRecord>(), entries: new Set<EntryNode>() }))
  for (const [i, author] of authors.entries()) {
    const node = order[i]
    if (author === null || node === undefined || !isUnforked(node)) continue
    for (const { drop, seen, entries } of first) {
      if (author.view.index < drop.index || seen.has(node.log)) continue
      seen.add(node.log)
      entries.add(node)
    }
  }
  return new Map(first.map(({ drop, entries }) => [drop, entries]))
}

/** Members whom the chain dropped, per dropping view. Remaining members vouch by what they wrote before that view, or first in it. */
export const removalCauses = (input: ListedInput): Causes => {
  const members = new Set<Address>()
  for (const node of input.order) {
    const member = node.origin === node ? input.factOf(node).member : null
    if (member !== null) members.add(member)
  }
  for (const { through } of input.views) for (const seat of through?.values() ?? []) members.add(seat)
  const removals = removalsIn(input.views, members)
  if (removals.size === 0) return noCauses
  const drops = [...new Map([...removals.values()].flat().map((view) => [view.index, view])).values()]
  const first = firstEntries(input, drops)
  const bits = new Map(drops.map((drop, i) => [drop.index, 1n << BigInt(i)]))
  return {
    count: drops.length,
    bars: (_node: EntryNode, author: Author) => {
      const dropped = removals.get(author.seat)?.find((view) => view.index > author.view.index)
      return dropped === undefined ? 0n : (bits.get(dropped.index) ?? 0n)
    },
    vouches: (node: EntryNode, author: Author) => {
      let vouched = 0n
      for (const drop of drops)
        if (holds(drop, author.seat) && (author.view.index < drop.index || first.get(drop)?.has(node) === true))
          vouched |= bits.get(drop.index) ?? 0n
      return vouched
    },
  }
}
