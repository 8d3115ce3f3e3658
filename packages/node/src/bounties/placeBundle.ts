import { leafKeyOf } from '@daomesh/governance'
import { type BountyId, type BountyPlace, type Hex, type Terms, termsHashOf } from '@daomesh/protocol'
import type { BountyBundle, BundleSplit } from './bountyBundle.ts'

/** What a deal was told of the way down to its bounty, as a bundle. `termsOf`: words by their hash, where they are here. */
export const bundleOfPlace = (
  root: BountyId,
  { root: agreement, levels, terms: own }: BountyPlace,
  termsOf: (hash: Hex) => Terms | null,
): BountyBundle => {
  let node: Hex = root
  const hash = own === null ? null : termsHashOf(own)
  const splits = levels.map(({ split, index, leaves, signature }): BundleSplit => {
    const at = node
    node = leafKeyOf(node, split, index)
    return {
      node: at,
      split,
      leaves: leaves.map((leaf) => ({
        agreement: leaf.agreement,
        planned: leaf.planned,
        terms: own !== null && leaf.agreement.termsHash === hash ? own : termsOf(leaf.agreement.termsHash),
      })),
      signature,
    }
  })
  return { v: 1, agreement, terms: null, splits }
}
