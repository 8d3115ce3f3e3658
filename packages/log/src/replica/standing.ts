import type { Address, EntryId } from '@daomesh/protocol'
import { cutEntries } from './cut.ts'
import { type EntryNode, isComplete, isUnforked, type LogRecord } from './model.ts'
import { listed, type ListedInput, type StandingInput } from './standingFacts.ts'

/** Up to two members of whom something unforked rests on an entry: enough to know whether one of them is another than its author. */
type Witnesses = readonly [Address, Address | null]

const joined = (known: Witnesses | undefined, more: Witnesses): Witnesses => {
  if (known === undefined) return more
  const [a, b] = known
  if (b !== null) return known
  for (const member of more) if (member !== null && member !== a) return [a, member]
  return known
}

/** Which entries above a fork rest under another member's unforked, uncut entry. */
const witnessed = ({ order, authors }: ListedInput, cut: ReadonlySet<EntryNode>): ReadonlySet<EntryNode> => {
  const found = new Set<EntryNode>()
  const reach = new Map<EntryNode, Witnesses>()
  /** One of each member. */
  const alone = new Map<Address, Witnesses>()
  const aloneOf = (member: Address): Witnesses => {
    const known = alone.get(member) ?? ([member, null] as const)
    alone.set(member, known)
    return known
  }
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]
    if (!node) continue
    let above = reach.get(node)
    const author = authors[i] ?? null
    if (isUnforked(node)) {
      if (author !== null && !cut.has(node)) above = joined(above, aloneOf(author.member))
    } else if (above !== undefined && author !== null && (above[0] !== author.member || above[1] !== null)) found.add(node)
    if (above !== undefined) for (const ref of node.refs) reach.set(ref, joined(reach.get(ref), above))
  }
  return found
}

/** The one branch of a forked log that stays: at each step the smallest id among those others built on. */
const keptBranch = (log: LogRecord, witness: ReadonlySet<EntryNode>): ReadonlySet<EntryNode> => {
  const kept = new Set<EntryNode>()
  let prev: EntryId | null = null
  for (let seq = log.forkSeq ?? 0; ; seq++) {
    let best: EntryNode | null = null
    for (const node of log.bySeq.get(seq) ?? [])
      if (witness.has(node) && (prev === null || node.prev === prev) && (best === null || node.id < best.id)) best = node
    if (best === null) return kept
    kept.add(best)
    prev = best.id
  }
}

/** Entries that do not count, and why. A pure function of the set of entries and the views: never of the order in which they came. */
export const standings = (asked: StandingInput): ReadonlyMap<EntryNode, 'forked' | 'cut'> => {
  const input = listed(asked)
  const out = new Map<EntryNode, 'forked' | 'cut'>()
  const { cut, exempt } = cutEntries(input)
  for (const node of cut) if (!exempt.has(node)) out.set(node, 'cut')
  if (input.graph.forked.size === 0) return out
  const witness = witnessed(input, cut)
  for (const log of input.graph.forked) {
    const kept = keptBranch(log, witness)
    for (const seq of log.bySeq.keys())
      if (seq >= (log.forkSeq ?? 0))
        for (const node of log.bySeq.get(seq) ?? [])
          if (isComplete(node) && !kept.has(node) && !exempt.has(node) && !cut.has(node)) out.set(node, 'forked')
  }
  return out
}
