import { encodeEnactBoth, pairAddress, type PairSide } from '@daomesh/chain'
import { type GatheredSide, rosterAt } from '@daomesh/governance'
import { accountOfParty, DaomeshError, type DealSide, dealSides, type OfferId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { gather, partnershipSeat, requirePartnership } from '../../partnerships/partnershipOf.ts'
import type { DealSpace } from '../../spaces/space.ts'
import type { TransactionAnswer } from '../../transactions/readTransaction.ts'
import { enqueue, queuedBefore } from '../enqueue.ts'

export type EnactPartnershipParameters = { readonly requestId: string; readonly space: SpaceId; readonly offer: OfferId }

const sideFor = (space: DealSpace, side: DealSide, { decision, ready, sheets }: GatheredSide): PairSide => {
  const dao = accountOfParty(space.record.opening[side])
  if (ready === 'record') return { dao, decision, recorded: true }
  const state = space.states()[side]
  return { dao, decision, sheets, roster: state === null ? [] : (rosterAt(state, state.rosterEpoch)?.members ?? []) }
}

/**
 * Queues the one transaction that enacts both decisions or neither (contracts R19), from what both sides brought into the deal. Anybody in the deal may send
 * it, and the outcome is the same.
 * @throws DaomeshError `OFFER_UNKNOWN`, `OFFER_SETTLED` where it is enacted or over, `PARTNERSHIP_EARLY` with the side whose ballots are not here yet,
 * `MEMBERSHIP_REFUSED`, `CHAIN_UNREACHABLE`.
 */
export const enactPartnership = async (
  node: NodeContext,
  { requestId, space: id, offer }: EnactPartnershipParameters,
): Promise<TransactionAnswer> => {
  const subject = { purpose: 'enactBoth', space: id, offer }
  const known = queuedBefore(node, requestId, subject)
  if (known !== null) return known
  const { space } = partnershipSeat(node, id)
  const row = requirePartnership(node, space, offer)
  if (row.status === 'enacted' || row.status === 'expired') throw new DaomeshError('OFFER_SETTLED', { meta: { offer, status: row.status } })
  const sides = await Promise.all(
    dealSides.map(async (side): Promise<PairSide> => {
      const gathered = await gather(node, space, row, side)
      if (gathered === null || gathered.ready === null) throw new DaomeshError('PARTNERSHIP_EARLY', { meta: { offer, side } })
      return sideFor(space, side, gathered)
    }),
  )
  const [one, other] = sides as [PairSide, PairSide]
  const { chain, issuer, hunter, subject: about } = space.record.opening
  const names = [issuer, hunter].map((party) => (party.kind === 'dao' ? party.genesis.name : party.account))
  return enqueue(node, {
    requestId,
    call: encodeEnactBoth(chain.chainId, pairAddress(), one, other),
    context: { title: `Enact in ${names.join(' and in ')}`, lines: ['Both decisions, or neither.'] },
    subject: { ...subject, title: about.title },
    supersededBy: ['Dao_AlreadySpent'],
  })
}
