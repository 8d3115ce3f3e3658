import type { Agreement } from '../bounties/agreement.ts'
import { bountyIdOf } from '../bounties/bountyId.ts'
import type { BountyId } from '../ids.ts'
import { type Offer, offerIdOf } from './dealBodies.ts'
import { type DealOpening, dealSpaceOf } from './dealOpening.ts'
import { accountOfParty } from './party.ts'

/**
 * The agreement that an offer becomes: the two parties of its deal, its terms, and a nonce that is the offer's id, so that nobody chooses it.
 * @example
 * agreementOf(dealOpening, offer).hunter // => bob
 */
export const agreementOf = (opening: DealOpening, offer: Offer): Agreement => ({
  ...offer.terms,
  issuer: accountOfParty(opening.issuer),
  hunter: accountOfParty(opening.hunter),
  amount: BigInt(offer.terms.amount),
  nonce: BigInt(`0x${offerIdOf(dealSpaceOf(opening), offer)}`),
})

/**
 * The bounty that an offer becomes: what its hunter signs.
 * @example
 * bountyOfOffer(dealOpening, offer).length // => 66
 */
export const bountyOfOffer = (opening: DealOpening, offer: Offer): BountyId =>
  bountyIdOf(opening.chain.chainId, opening.escrow, agreementOf(opening, offer))
