import { currentMembers, type OfferRow } from '@daomesh/governance'
import { type Address, agreementOf, bountyOfOffer, type Hex, utf8 } from '@daomesh/protocol'
import { proposedPayment } from '../bounties/proposedPayment.ts'
import { fundBounty } from '../commands/bounties/fundBounty.ts'
import type { NodeContext } from '../context.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { dealOf } from './dealOf.ts'

const noteOf = (bounty: Hex): string => `bountyFunding:${bounty}`

/** Who spoke for the issuer in what was agreed; one that left the DAO since leaves it to the first by address. The same for everybody. */
const proposerOf = ({ offer, by, answer }: OfferRow, issuer: DaoSpace): Address | undefined => {
  const members = currentMembers(issuer.chainState()).map(({ account }) => account)
  const spoke = offer.side === 'issuer' ? by : answer?.by
  return members.find((one) => one === spoke) ?? members.toSorted()[0]
}

/**
 * Puts to the members of the issuer's DAO that it pays in what the hunter signed: only on the node of who agreed for it, and once, however they decide. Nothing
 * is paid without their ballots, and any of them may ask again by hand.
 * @throws DaomeshError as submitting a proposal does.
 */
export const proposeFunding = async (node: NodeContext, deal: DealSpace, issuer: DaoSpace): Promise<void> => {
  const { status, current } = dealOf(node, deal)
  if (status !== 'signed' || current === null || current.brief === null || current.signature === null) return
  const { opening } = deal.record
  const bounty = bountyOfOffer(opening, current.offer)
  if (proposerOf(current, issuer) !== node.account.current() || node.meta.get(noteOf(bounty)) !== undefined) return
  const agreement = agreementOf(opening, current.offer)
  const { brief: terms, signature: hunterSignature } = current
  // By hand, or on another device of this account.
  if ((await proposedPayment(node, issuer, agreement, hunterSignature)) !== null) return
  const note: [string, Uint8Array] = [noteOf(bounty), utf8('')]
  await fundBounty(node, { requestId: noteOf(bounty), as: issuer.id, agreement, terms, hunterSignature }, () => note)
}
