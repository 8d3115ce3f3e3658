import { type Address, seatIn, type ViewFact } from '@daomesh/protocol'
import type { EntryNode, Graph } from './model.ts'

/** What the standing of an entry depends on: never its body, so that an older and a newer app agree. */
export type StandingFact = {
  /** Judged, so that its author and view are known. */
  readonly member: Address | null
  /** undefined while the entry is pending. */
  readonly view: ViewFact | undefined
}

/** Complete entries, each after what it refers to. */
type Order = Iterable<EntryNode> & { readonly length: number; readonly at: (place: number) => EntryNode | undefined }

export type StandingInput = {
  readonly graph: { readonly order: Order; readonly forked: Graph['forked'] }
  readonly factOf: (node: EntryNode) => StandingFact
  /** Every view that a judged entry cites, and the present one. */
  readonly views: Iterable<ViewFact>
  /** Accepted entries that revoke a device, and which (see `deviceKeyOf`). They are readable by everybody. */
  readonly unlinks: ReadonlyMap<EntryNode, string>
}

export const holds = (view: ViewFact, member: Address): boolean => view.members === null || view.members.has(member)

/** `seat`: whose removal takes the author out of the space, its own account or the DAO through which it is in. */
export type Author = { readonly member: Address; readonly seat: Address; readonly view: ViewFact }

/** Author and view, of an entry that a member of its view wrote, or who is in it through one; null for all others. */
export const written = ({ member, view }: StandingFact): Author | null => {
  const seat = member === null || view === undefined ? null : seatIn(view, member)
  return member === null || view === undefined || seat === null ? null : { member, seat, view }
}

/** The same with what every pass asks of every entry found out once: a list instead of layers, and beside each entry who wrote it. */
export type ListedInput = StandingInput & { readonly order: readonly EntryNode[]; readonly authors: readonly (Author | null)[] }

export const listed = (input: StandingInput): ListedInput => {
  const order = [...input.graph.order]
  return { ...input, order, authors: order.map((node) => written(input.factOf(node))) }
}

/**
 * Removals or revocations, a bit for each: which of them bar an entry, and for what is barred by which of them it vouches. All of them in one number: a hostile
 * member can revoke thousands of devices of its own.
 */
export type Causes = {
  readonly count: number
  readonly bars: (node: EntryNode, author: Author) => bigint
  readonly vouches: (node: EntryNode, author: Author) => bigint
}

export const noCauses: Causes = { count: 0, bars: () => 0n, vouches: () => 0n }
