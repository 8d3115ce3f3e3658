import type { Address, EntryId, ViewFact } from '@daomesh/protocol'
import { type EntryNode, type Graph, isComplete, isUnforked, type LogRecord } from './model.ts'

/** What the standing of an entry depends on: never its body, so that an older and a newer app agree. */
export type StandingFact = {
  /** Judged, so that its author and view are known. */
  readonly member: Address | null
  /** undefined while the entry is pending. */
  readonly view: ViewFact | undefined
}

type Order = Iterable<EntryNode> & { readonly length: number; readonly at: (place: number) => EntryNode | undefined }

export type StandingInput = {
  readonly graph: { readonly order: Order; readonly forked: Graph['forked'] }
  readonly factOf: (node: EntryNode) => StandingFact
  /** Every view that a judged entry cites, and the present one. */
  readonly views: Iterable<ViewFact>
}

const holds = (view: ViewFact, member: Address): boolean => view.members === null || view.members.has(member)

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

/** Author and view, of an entry that a member of its view wrote; null for all others. */
const written = (fact: StandingFact): { readonly member: Address; readonly view: ViewFact } | null =>
  fact.member !== null && fact.view !== undefined && holds(fact.view, fact.member) ? { member: fact.member, view: fact.view } : null

/** Per removing view: the first entry of each log in that view or a later one. */
const firstEntries = (input: StandingInput, drops: readonly ViewFact[]): ReadonlySet<string> => {
  const seen = new Set<string>()
  const first = new Set<string>()
  for (const node of input.graph.order) {
    const author = isUnforked(node) ? written(input.factOf(node)) : null
    if (author === null) continue
    for (const drop of drops) {
      const slot = `${node.log.id}:${drop.index}`
      if (author.view.index < drop.index || seen.has(slot)) continue
      seen.add(slot)
      first.add(`${node.id}:${drop.index}`)
    }
  }
  return first
}

/** Of a removed member count exactly the ancestors of what remaining members wrote before, or as their first entry in, the new view. */
const cutEntries = (input: StandingInput): ReadonlySet<EntryNode> => {
  const cut = new Set<EntryNode>()
  const members: Address[] = []
  for (const { origin } of input.graph.order)
    if (origin !== null) members.push(...(input.factOf(origin).member === null ? [] : [input.factOf(origin).member as Address]))
  const removals = removalsIn(input.views, members)
  if (removals.size === 0) return cut
  const drops = [...new Map([...removals.values()].flat().map((view) => [view.index, view])).values()]
  const bit = new Map(drops.map((view, i) => [view.index, 1n << BigInt(i)]))
  const first = firstEntries(input, drops)
  const reach = new Map<EntryNode, bigint>()
  for (let i = input.graph.order.length - 1; i >= 0; i--) {
    const node = input.graph.order.at(i)
    if (!node) continue
    let mask = reach.get(node) ?? 0n
    reach.delete(node)
    const author = written(input.factOf(node))
    if (author !== null) {
      const removal = removals.get(author.member)?.find((view) => view.index > author.view.index)
      if (removal && (mask & (bit.get(removal.index) ?? 0n)) === 0n) cut.add(node)
      else if (isUnforked(node))
        for (const drop of drops)
          if (holds(drop, author.member) && (author.view.index < drop.index || first.has(`${node.id}:${drop.index}`)))
            mask |= bit.get(drop.index) ?? 0n
    }
    if (mask !== 0n) for (const ref of node.refs) reach.set(ref, (reach.get(ref) ?? 0n) | mask)
  }
  return cut
}

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
const witnessed = (input: StandingInput, cut: ReadonlySet<EntryNode>): ReadonlySet<EntryNode> => {
  const found = new Set<EntryNode>()
  const reach = new Map<EntryNode, Witnesses>()
  for (let i = input.graph.order.length - 1; i >= 0; i--) {
    const node = input.graph.order.at(i)
    if (!node) continue
    let above = reach.get(node)
    reach.delete(node)
    const author = written(input.factOf(node))
    if (isUnforked(node)) {
      if (author !== null && !cut.has(node)) above = joined(above, [author.member, null])
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
export const standings = (input: StandingInput): ReadonlyMap<EntryNode, 'forked' | 'cut'> => {
  const out = new Map<EntryNode, 'forked' | 'cut'>()
  const cut = cutEntries(input)
  for (const node of cut) out.set(node, 'cut')
  if (input.graph.forked.size === 0) return out
  const witness = witnessed(input, cut)
  for (const log of input.graph.forked) {
    const kept = keptBranch(log, witness)
    for (const seq of log.bySeq.keys())
      if (seq >= (log.forkSeq ?? 0))
        for (const node of log.bySeq.get(seq) ?? []) if (isComplete(node) && !kept.has(node) && !out.has(node)) out.set(node, 'forked')
  }
  return out
}
