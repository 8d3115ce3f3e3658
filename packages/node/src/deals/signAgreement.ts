import type { OfferRow } from '@daomesh/governance'
import { agreementOf, bountyDomain, bountyOfOffer, DaomeshError, type Hex } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { DealSeat } from './dealOf.ts'

/**
 * The hunter's own signature of the agreement that an offer becomes. The signer proves the terms from their hash before it shows them.
 * @throws DaomeshError `SIGNING_REFUSED`, `SIGNING_BLIND`, `SIGNING_MISMATCH`, `OFFER_SETTLED` where the brief is not here.
 */
export const signAgreement = async (node: NodeContext, { space, account }: DealSeat, row: OfferRow): Promise<Hex> => {
  const { opening } = space.record
  if (row.brief === null) throw new DaomeshError('OFFER_SETTLED', { meta: { offer: row.id, read: false } })
  const agreement = agreementOf(opening, row.offer)
  const signature = await node.adapters.signer.sign(account, {
    type: 'typedData',
    domain: bountyDomain(opening.chain.chainId, opening.escrow),
    name: 'Agreement',
    message: agreement,
    about: { terms: row.brief },
    context: { title: opening.subject.title, lines: [] },
  })
  if (node.adapters.verifier.recoverAccount(bountyOfOffer(opening, row.offer), signature) !== account)
    throw new DaomeshError('SIGNING_MISMATCH', { meta: { account } })
  node.bounties.keep({ v: 1, agreement, terms: row.brief, splits: [] })
  return signature
}
