import type { PartnershipRow } from '@daomesh/governance'
import { accountOfParty, type DealSide, otherSide } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { broughtBody, isBrought, passingBallots } from '../deals/passingBallots.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { askedIn } from './askedIn.ts'
import { gather, partnershipOf } from './partnershipOf.ts'

/** The ballots of an own DAO that pass its side at once, or none where a record is to be carried out; null where nothing can be brought yet. */
const passing = (node: NodeContext, deal: DealSpace, dao: DaoSpace, row: PartnershipRow, side: DealSide) =>
  passingBallots(dao, askedIn(node, deal, dao, row, side), accountOfParty(deal.record.opening[otherSide(side)]))

/** What the members of an own DAO decided and nobody brought yet. */
const unbrought = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, side: DealSide) => {
  for (const row of partnershipOf(node, deal).offers) {
    if (row.status !== 'agreed' && row.status !== 'withdrawn') continue
    const found = passing(node, deal, dao, row, side)
    if (found === null) continue
    if (!isBrought(deal, { offer: row.id, side }, found, await gather(node, deal, row, side))) return { offer: row.id, found }
  }
  return null
}

/** Brings an own DAO's decision into the deal with the ballots that pass it, once: then whoever is in the deal can enact both sides. */
export const bringBallots = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, side: DealSide): Promise<void> => {
  if ((await unbrought(node, deal, dao, side)) === null) return
  await pauseByChance(node)
  const left = await unbrought(node, deal, dao, side)
  if (left !== null) await deal.append('partnership.bring', { side, offer: left.offer, ...broughtBody(left.found) })
}
