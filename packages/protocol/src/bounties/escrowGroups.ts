import type { Hex } from '../bytes.ts'
import type { Address } from '../ids.ts'

/** The root of a split with what all of its leaves add up to: what is committed on the chain. */
export type SplitRoot = { readonly root: Hex; readonly sum: bigint }

/**
 * What a leaf of a split says: who is paid, how much at most (in the smallest unit of the bounty's token), by which agreement, and the split that its payee
 * has planned already, if any.
 */
export type SumLeaf = { readonly payee: Address; readonly amount: bigint; readonly agreement: Hex; readonly split?: SplitRoot | undefined }

/** A node of a Merkle sum tree: its hash commits to what lies below and to their sums. */
export type SumNode = { readonly hash: Uint8Array; readonly sum: bigint }

/**
 * Leaves of one split, shown to the escrow by one proof. Groups are read in order: `from` 0 is the bounty's own split, n that of the n-th leaf shown by the
 * groups before. `shown` and `pay` are bits: i stands for leaf 64 · block + i. `siblings` from the bottom up and from the left. `signature` is that of the
 * payee over its planned split (split 0) where that was not opened on the chain, else empty.
 */
export type EscrowGroup = {
  readonly from: number
  readonly split: number
  readonly block: number
  readonly shown: bigint
  readonly pay: bigint
  readonly depth: number
  readonly leaves: readonly SumLeaf[]
  readonly siblings: readonly SumNode[]
  readonly signature: Hex
}

/** A split to be added: by `from` of a group's leaves, as above; number 0 opens the split that the leaf carries. */
export type EscrowSplit = SplitRoot & { readonly from: number; readonly number: number; readonly signature: Hex }

/** Leaves of one split that its owner accepts; bit i of `leaves` is leaf 64 · block + i. */
export type EscrowLevel = {
  readonly from: number
  readonly split: number
  readonly block: number
  readonly leaves: bigint
  readonly signature: Hex
}
