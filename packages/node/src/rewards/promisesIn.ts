import { type BountyEnd, currentMembers, type OfferRow } from '@daomesh/governance'
import { type Agreement, agreementOf, type BountyId, bountyOfOffer, memberKinds, type PowerPromise } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { dealOf } from '../deals/dealOf.ts'
import type { DealSpace } from '../spaces/space.ts'

/** An offer of a deal whose terms promise power, as it would be given now: from the power that the hunter has in the issuing DAO by the chain. */
export type PromisedPower = {
  readonly row: OfferRow
  readonly bounty: BountyId
  readonly promise: PowerPromise
}

const isDaoIssued = ({ record }: DealSpace): boolean => record.opening.issuer.kind === 'dao'

/** The promise that an offer becomes, or null: without power in its terms, without its brief, by a person, or before the DAO's roster was read. */
export const promiseOfOffer = (deal: DealSpace, row: OfferRow): PromisedPower | null => {
  const { issuer: state } = deal.states()
  const power = row.brief?.power
  if (!isDaoIssued(deal) || row.brief === null || power === undefined || state === null) return null
  const { opening } = deal.record
  const agreement: Agreement = agreementOf(opening, row.offer)
  const seat = currentMembers(state).find(({ account }) => account === agreement.hunter)
  const kind = seat?.kind ?? (opening.hunter.kind === 'dao' ? memberKinds.contract : memberKinds.key)
  const promise = { escrow: opening.escrow, agreement, terms: { ...row.brief, power }, kind, held: seat?.power ?? 0n }
  return { row, bounty: bountyOfOffer(opening, row.offer), promise }
}

/** Of a deal what the hunter signed with a promise of power in it. */
export const promisesIn = (node: NodeContext, deal: DealSpace): readonly PromisedPower[] => {
  if (!isDaoIssued(deal)) return []
  return dealOf(node, deal)
    .offers.filter(({ status }) => status === 'signed' || status === 'funded')
    .flatMap((row) => promiseOfOffer(deal, row) ?? [])
}

/** What became of the money of a bounty, as far as the chain was read: nothing is asked. */
export const bountyEndOf = (node: NodeContext, bounty: BountyId): BountyEnd => {
  const { bounties, cancelled } = node.bounties.seen()
  const record = bounties.get(bounty)
  if (cancelled.has(bounty)) return 'less'
  if (record?.status !== 'released') return 'open'
  return record.released === record.agreement.amount ? 'whole' : 'less'
}
