import { accountOfParty, type Agreement, agreementOf, type BountyId, bountyIdOf, type SpaceId, type Terms } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { dealOf } from '../deals/dealOf.ts'

/** A part that was agreed on in a deal: `signed` by who does it, or not yet. */
export type AgreedPart = {
  readonly bounty: BountyId
  readonly agreement: Agreement
  readonly terms: Terms | null
  readonly deal: SpaceId
  readonly signed: boolean
}

/**
 * What whoever takes a bounty agreed on with others in deals of this node, and what can be a part of it: in the same token, naming it as the bounty above or
 * none, worth no more, and not paid in by itself. Of one deal the offer that has come furthest.
 */
export const partsAgreed = (node: NodeContext, above: Agreement): readonly AgreedPart[] => {
  const { chainId, escrow } = node.bounties
  const id = bountyIdOf(chainId, escrow, above)
  return node.spaces.deals().flatMap((space): readonly AgreedPart[] => {
    const { opening } = space.record
    const isHis = opening.purpose === undefined && opening.escrow === escrow && accountOfParty(opening.issuer) === above.hunter
    if (!isHis || !space.unlocked()) return []
    const { current } = dealOf(node, space)
    if (current === null || (current.status !== 'agreed' && current.status !== 'signed')) return []
    const agreement = agreementOf(opening, current.offer)
    const { token, parent, amount } = agreement
    const fits = token === above.token && amount <= above.amount && (parent === id || BigInt(parent) === 0n)
    return fits
      ? [
          {
            bounty: bountyIdOf(chainId, escrow, agreement),
            agreement,
            terms: current.brief,
            deal: space.id,
            signed: current.status === 'signed',
          },
        ]
      : []
  })
}
