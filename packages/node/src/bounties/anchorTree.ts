import { type EscrowPlace, buildSumTree, type KnownSplit, leafKeyOf, partLeaf, plannedSplitDigest, type SumTree } from '@daomesh/governance'
import { type Address, bountyIdOf, type Hex, type SplitRoot } from '@daomesh/protocol'
import type { AnchorLeaf } from '../contract/bountyPlans.ts'
import type { BundleLeaf, BundleSplit } from './bountyBundle.ts'

/** A split that a leaf carries, and who signed it. */
export type CarriedSplit = {
  readonly key: Hex
  readonly payee: Address
  readonly digest: Hex
  readonly planned: SplitRoot
  readonly signature: Hex
  /** 1: of a part of the bounty itself. */
  readonly depth: number
}

export type AnchorTree = {
  readonly root: SumTree
  /** As kept: the bounty's own split first, then those that its leaves carry, from the top down. */
  readonly splits: readonly BundleSplit[]
  readonly known: readonly KnownSplit[]
  readonly carried: readonly CarriedSplit[]
}

/** Each part with the split that it has planned worked out from what lies below it. */
const withPlans = (place: EscrowPlace, leaves: readonly AnchorLeaf[]): readonly BundleLeaf[] =>
  leaves.map(({ agreement, terms, carried }) => {
    if (carried === null) return { agreement, terms, planned: null }
    const { root, sum } = buildSumTree(withPlans(place, carried.leaves).map((leaf) => partLeaf(place, leaf)))
    return { agreement, terms, planned: { root, sum } }
  })

/**
 * The pyramid below a node, from the parts up: roots and sums of all levels, keys from `at` down. `number` is that of its own split.
 * @throws DaomeshError `BOUNTY_SPLIT` where parts make no tree, or one has planned more than it gets.
 */
export const anchorTree = (place: EscrowPlace, at: Hex, number: number, leaves: readonly AnchorLeaf[]): AnchorTree => {
  const splits: BundleSplit[] = []
  const known: KnownSplit[] = []
  const carried: CarriedSplit[] = []
  const visit = (node: Hex, split: number, parts: readonly AnchorLeaf[], signature: Hex, depth: number): SumTree => {
    const planned = withPlans(place, parts)
    const tree = buildSumTree(planned.map((leaf) => partLeaf(place, leaf)))
    splits.push({ node, split, leaves: [...planned], signature })
    known.push({ node, split, tree, signature: '0x' })
    for (const [index, { agreement, carried: below }] of parts.entries()) {
      const plan = planned[index]?.planned ?? null
      if (below === null || plan === null) continue
      const key = leafKeyOf(node, split, index)
      const digest = plannedSplitDigest(place, bountyIdOf(place.chainId, place.escrow, agreement), plan)
      carried.push({ key, payee: agreement.hunter, digest, planned: plan, signature: below.signature, depth })
      visit(key, 0, below.leaves, below.signature, depth + 1)
    }
    return tree
  }
  const root = visit(at, number, leaves, '0x', 1)
  return { root, splits, known, carried }
}
