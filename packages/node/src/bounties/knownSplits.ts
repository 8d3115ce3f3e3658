import {
  type BountyRecord,
  buildSumTree,
  type KnownSplit,
  nodeOf,
  partLeaf,
  placesOfSplit,
  type SumTree,
  withPlaces,
} from '@daomesh/governance'
import { type Address, DaomeshError } from '@daomesh/protocol'
import type { BountyBundle, BundleLeaf, BundleSplit } from './bountyBundle.ts'

/** @throws DaomeshError `BOUNTY_SPLIT`. */
export const treeOf = (chainId: bigint, escrow: Address, leaves: readonly BundleLeaf[]): SumTree =>
  buildSumTree(leaves.map((leaf) => partLeaf({ chainId, escrow }, leaf)))

/** What the chain committed to for this split; null where it did not. */
const committedTo = (record: BountyRecord, { node, split }: BundleSplit) =>
  split === 0 ? (record.places.get(node)?.leaf.split ?? null) : (nodeOf(record, node).splits[split - 1] ?? null)

/** null where they make none: a bundle comes from anybody, and such leaves prove nothing. */
export const treeOrNull = (chainId: bigint, escrow: Address, leaves: readonly BundleLeaf[]): SumTree | null => {
  try {
    return treeOf(chainId, escrow, leaves)
  } catch (error) {
    if (error instanceof DaomeshError) return null
    throw error
  }
}

/**
 * The record with the places of all leaves that the bundle shows and the chain committed to, from the top down, and the splits they stand in. A split that
 * has another root or sum is `pending`: on its way to the chain, or never to come.
 */
export const knownSplits = (
  record: BountyRecord,
  bundle: BountyBundle,
  chainId: bigint,
  escrow: Address,
): {
  readonly record: BountyRecord
  readonly splits: readonly KnownSplit[]
  readonly anchored: readonly BundleSplit[]
  readonly pending: readonly BundleSplit[]
} => {
  const splits: KnownSplit[] = []
  const anchored: BundleSplit[] = []
  const trees = bundle.splits.map((split) => ({ split, tree: treeOrNull(chainId, escrow, split.leaves) }))
  let placed = record
  let left = trees
  for (let round = 0; round <= trees.length && left.length > 0; round++) {
    const fitting = left.filter(({ split, tree }) => {
      const committed = committedTo(placed, split)
      return tree !== null && committed !== null && committed.root === tree.root && committed.sum === tree.sum
    })
    if (fitting.length === 0) break
    for (const { split, tree } of fitting) {
      if (tree === null) continue
      anchored.push(split)
      splits.push({ node: split.node, split: split.split, tree, signature: split.split === 0 ? split.signature : '0x' })
      placed = withPlaces(
        placed,
        placesOfSplit(
          split.node,
          split.split,
          tree.leaves,
          split.leaves.map(({ agreement }) => agreement),
        ),
      )
    }
    left = left.filter((one) => !fitting.includes(one))
  }
  return { record: placed, splits, anchored, pending: left.flatMap(({ split, tree }) => (tree === null ? [] : [split])) }
}
