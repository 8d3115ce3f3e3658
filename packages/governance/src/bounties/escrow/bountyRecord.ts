import type { Address, Agreement, BountyId, Hex, LeafPayment, SumLeaf } from '@daomesh/protocol'
import type { Credits } from '../../credits/creditBook.ts'

/** As the contract numbers them: 0 nothing, 1 cancelled, 2 funded, 3 delivered, 4 objected, 5 released. */
export const bountyStatus = { none: 0, cancelled: 1, funded: 2, delivered: 3, objected: 4, released: 5 } as const
export type BountyStatus = keyof typeof bountyStatus

/** How long an arbiter may rule after the contest, in seconds: as the contract has it. */
export const rulingPeriod = 60 * 24 * 3600
/** The shortest review, in seconds. */
export const minReviewPeriod = 24 * 3600
export const maxSplits = 32

/** An objection. Times in seconds of chain time, 0: not yet. `bonded`: the escrow still holds the bond. */
export type Dispute = {
  readonly objector: Address
  readonly arbiter: Address
  readonly bond: bigint
  /** Of the words that its objector gave. */
  readonly reasonHash: Hex
  readonly objectedAt: number
  readonly contestedAt: number
  readonly ruledAt: number
  readonly hunterAmount: bigint
  readonly bonded: boolean
}

/** What the chain said of one node: a bounty, or a leaf of a split below it. */
export type NodeRecord = {
  /** Splits that were added, in order: number 1, 2, … */
  readonly splits: readonly { readonly root: Hex; readonly sum: bigint }[]
  /** The split that its leaf carries counts. */
  readonly opened: boolean
  /** What its payee is entitled to after it gave up a part. */
  readonly cap: bigint | null
  readonly dispute: Dispute | null
  readonly redirect: Address | null
  /** Marks of the leaves of its splits, `number:index`. */
  readonly accepted: ReadonlySet<string>
  readonly paid: ReadonlySet<string>
  /** What was paid to those leaves, by the same marks: so the chain tells a pyramid to everybody, once its work is paid. */
  readonly payments: ReadonlyMap<string, LeafPayment>
}

/** Where a leaf stands: which node was split, by which split, and what the leaf says. `sub` is the agreement it names, where that is known. */
export type LeafPlace = {
  readonly owner: Hex
  readonly split: number
  readonly index: number
  readonly leaf: SumLeaf
  readonly sub?: Agreement | undefined
}

/** One funded bounty with all that the chain said of its pyramid, and what is known of its leaves. */
export type BountyRecord = {
  readonly id: BountyId
  readonly agreement: Agreement
  readonly status: BountyStatus
  readonly fundedAt: number
  readonly deliveredAt: number
  readonly contentHash: Hex | null
  readonly releasedAt: number
  /** What hunter and splits get together, once it is released. */
  readonly released: bigint
  readonly nodes: ReadonlyMap<Hex, NodeRecord>
  readonly places: ReadonlyMap<Hex, LeafPlace>
}

/** Every bounty of an escrow, what can never be funded since a party took it back, and what could not be pushed. */
export type BountyBook = {
  readonly bounties: ReadonlyMap<BountyId, BountyRecord>
  readonly cancelled: ReadonlySet<BountyId>
  readonly credits: Credits
}

export const emptyBook: BountyBook = { bounties: new Map(), cancelled: new Set(), credits: new Map() }

const emptyNodeRecord: NodeRecord = {
  splits: [],
  opened: false,
  cap: null,
  dispute: null,
  redirect: null,
  accepted: new Set(),
  paid: new Set(),
  payments: new Map(),
}

/** What is known of a node; nothing was said of most. */
export const nodeOf = (record: BountyRecord, node: Hex): NodeRecord => record.nodes.get(node) ?? emptyNodeRecord

/** How a leaf is named among the marks of the node that it was split from. */
export const markOf = (split: number, index: number): string => `${split}:${index}`

/** The record with places of leaves that somebody showed; they are settled by what the chain committed to. */
export const withPlaces = (record: BountyRecord, places: Iterable<readonly [Hex, LeafPlace]>): BountyRecord => {
  const all = new Map(record.places)
  // A place that names the agreement of its leaf says more than one that does not.
  for (const [key, place] of places) all.set(key, { ...place, sub: place.sub ?? all.get(key)?.sub })
  return { ...record, places: all }
}
