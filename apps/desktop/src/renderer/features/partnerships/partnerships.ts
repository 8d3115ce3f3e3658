import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['partnerships']
export type PartnershipSummary = Outputs['list'][number]
export type Partnership = Outputs['get']
export type PartnershipOffer = Partnership['offerRows'][number]
export type Side = PartnershipOffer['side']

/** Both powers 0, and no merger: an offer to part. */
export const isParting = ({ terms, merger }: Pick<PartnershipOffer, 'terms' | 'merger'>): boolean =>
  merger === null && BigInt(terms.issuerGives) === 0n && BigInt(terms.hunterGives) === 0n

/** One side with its people: the other DAO, which has a seat in it once both are partners, is no one who could come in here. */
export const partyOf = (deal: Partnership, side: Side): Partnership[Side] => {
  const partner = deal[side === 'issuer' ? 'hunter' : 'issuer'].account
  return { ...deal[side], members: deal[side].members.filter(({ account }) => account !== partner) }
}
