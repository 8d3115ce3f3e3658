import {
  type Address,
  accountOfParty,
  type BountyId,
  bountyIdOf,
  type BountyPlace,
  type DealOpening,
  type Hex,
  type PlaceLevel,
  termsHashOf,
} from '@daomesh/protocol'
import { leafKeyOf } from '../bounties/tree/nodeKey.ts'
import { type EscrowPlace, plannedSplitDigest } from '../bounties/tree/plannedSplits.ts'
import { splitTree } from './splitTree.ts'

/** A place that can be: the bounty at the top, the key of the leaf that the way leads to, and the bounty that is done there. */
export type FoundPlace = { readonly root: BountyId; readonly node: Hex; readonly bounty: BountyId }

type Recover = (digest: Hex, signature: Hex) => Address | null

/**
 * Follows a place down, from nothing but itself: every split is of who takes the part above it, in the same token and of no more than that has, each names the
 * bounty above or none; what a part had planned is what it splits into, signed by its key where a signature is there; and the last part is between the two of
 * this deal, with the words that it commits to where there are any. null where it does not. Whether the chain holds any of it is for the chain to say (O21).
 * @example
 * const agreement = agreementOf(dealOpening, offer)
 * readPlace(dealOpening, { root: agreement, levels: [], terms: null }, verifier.recoverAccount) // => null
 */
export const readPlace = (opening: DealOpening, { root, levels, terms }: BountyPlace, recover: Recover): FoundPlace | null => {
  const place: EscrowPlace = { chainId: opening.chain.chainId, escrow: opening.escrow }
  const top = bountyIdOf(place.chainId, place.escrow, root)
  let [node, bounty, above, planned]: [Hex, BountyId, BountyPlace['root'], PlaceLevel['leaves'][number]['planned']] = [top, top, root, null]
  for (const level of levels) {
    const { hunter } = above
    const tree = splitTree(place, above, bounty, level.leaves)
    const on = level.leaves[level.index]
    if (tree === null || on === undefined) return null
    if (level.split === 0 && (planned === null || planned.root !== tree.root || planned.sum !== tree.sum)) return null
    if (level.signature !== '0x') {
      if (level.split !== 0 || recover(plannedSplitDigest(place, bounty, tree), level.signature) !== hunter) return null
    }
    node = leafKeyOf(node, level.split, level.index)
    above = on.agreement
    planned = on.planned
    bounty = bountyIdOf(place.chainId, place.escrow, above)
  }
  const isHere = above.issuer === accountOfParty(opening.issuer) && above.hunter === accountOfParty(opening.hunter)
  const fits = terms === null || termsHashOf(terms) === above.termsHash
  return isHere && fits && levels.length > 0 ? { root: top, node, bounty } : null
}
