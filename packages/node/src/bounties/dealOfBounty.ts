import { keys, type OfferValue, valueAt } from '@daomesh/governance'
import { type Agreement, agreementOf, type BountyId, bountyIdOf, type OfferId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSpace } from '../spaces/space.ts'

/** The deal in which an agreement was made, where it is here: its nonce is the id of the offer that it was. */
export const dealOfBounty = (node: NodeContext, agreement: Agreement): { readonly space: DealSpace; readonly bounty: BountyId } | null => {
  const { chainId, escrow } = node.bounties
  const bounty = bountyIdOf(chainId, escrow, agreement)
  const offer = agreement.nonce.toString(16).padStart(64, '0') as OfferId
  for (const space of node.spaces.deals()) {
    const value = valueAt<OfferValue>(space.registers(), keys.offer(offer))
    if (value === undefined || space.record.opening.escrow !== escrow) continue
    if (bountyIdOf(chainId, escrow, agreementOf(space.record.opening, value.offer)) === bounty) return { space, bounty }
  }
  return null
}
