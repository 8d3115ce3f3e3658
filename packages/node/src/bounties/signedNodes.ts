import { plannedSplitDigest } from '@daomesh/governance'
import type { Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { KnownBounty } from './createBountyDesk.ts'
import { keySignatureLength } from './signedSplit.ts'

/** Nodes whose carried split a key signed, so that it needs not be opened: the signature is at hand, and is its payee's. */
export const signedNodes = (node: NodeContext, { splits, record }: Pick<KnownBounty, 'splits' | 'record'>): ReadonlySet<Hex> => {
  const place = { chainId: node.bounties.chainId, escrow: node.bounties.escrow }
  const isSigned = (owner: Hex, signature: Hex): boolean => {
    const leaf = record?.places.get(owner)?.leaf
    if (leaf?.split === undefined || signature.length !== keySignatureLength) return false
    return node.adapters.verifier.recoverAccount(plannedSplitDigest(place, leaf.agreement, leaf.split), signature) === leaf.payee
  }
  return new Set(splits.flatMap((one) => (one.split === 0 && isSigned(one.node, one.signature) ? [one.node] : [])))
}
