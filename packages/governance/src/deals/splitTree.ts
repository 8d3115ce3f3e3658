import { type Agreement, type BountyId, DaomeshError, type PlaceLeaf } from '@daomesh/protocol'
import { type EscrowPlace, partLeaf } from '../bounties/tree/plannedSplits.ts'
import { buildSumTree, type SumTree } from '../bounties/tree/sumTree.ts'

const treeOrNull = (place: EscrowPlace, leaves: readonly PlaceLeaf[]): SumTree | null => {
  try {
    return buildSumTree(leaves.map((leaf) => partLeaf(place, leaf)))
  } catch (error) {
    // What was told comes from the other side: leaves that make no tree split nothing.
    if (error instanceof DaomeshError) return null
    throw error
  }
}

/**
 * The tree of leaves that split `above`, whose digest is `bounty`: each of them issued by who takes that, in the same token, naming it as the bounty above or
 * none, and all together worth no more. null where they do not.
 */
export const splitTree = (place: EscrowPlace, above: Agreement, bounty: BountyId, leaves: readonly PlaceLeaf[]): SumTree | null => {
  const isOf = ({ agreement: { issuer, token, parent } }: PlaceLeaf): boolean =>
    issuer === above.hunter && token === above.token && (parent === bounty || BigInt(parent) === 0n)
  const tree = leaves.every(isOf) ? treeOrNull(place, leaves) : null
  return tree === null || tree.sum > above.amount ? null : tree
}
