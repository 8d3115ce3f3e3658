import { type EscrowPlace, leafKeyOf, partLeaf, plannedSplitDigest } from '@daomesh/governance'
import { type Address, bountyIdOf, type Hex } from '@daomesh/protocol'
import type { BundleSplit } from './bountyBundle.ts'
import { treeOrNull } from './knownSplits.ts'

/** Of a key: what a DAO signs is longer, and only the chain can tell whether it holds. */
export const keySignatureLength = 2 + 2 * 65

/** Whether a split that was planned is signed by the key of whoever takes the leaf that carries it, as one of `among` shows that leaf. */
export type SignedSplit = (split: BundleSplit, among: readonly BundleSplit[]) => boolean

export const signedSplit =
  (place: EscrowPlace, recover: (digest: Hex, signature: Hex) => Address | null): SignedSplit =>
  ({ node, split, leaves, signature }, among) => {
    if (split !== 0 || signature.length !== keySignatureLength) return false
    const tree = treeOrNull(place.chainId, place.escrow, leaves)
    if (tree === null) return false
    return among.some((above) =>
      above.leaves.some(({ agreement, planned }, index) => {
        if (planned?.root !== tree.root || leafKeyOf(above.node, above.split, index) !== node) return false
        const { payee } = partLeaf(place, { agreement, planned })
        const bounty = bountyIdOf(place.chainId, place.escrow, agreement)
        return recover(plannedSplitDigest(place, bounty, tree), signature) === payee
      }),
    )
  }
