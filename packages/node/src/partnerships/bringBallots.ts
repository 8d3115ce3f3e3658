import { broughtFor, enactingSheets, type PartnershipRow, type SheetToEnact, tallyDecision } from '@daomesh/governance'
import { accountOfParty, ballotSheetSchema, type DealSide, otherSide, supports } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { askedIn } from './askedIn.ts'
import { gather, partnershipOf } from './partnershipOf.ts'

const keyOf = ({ member, revision }: Pick<SheetToEnact, 'member' | 'revision'>): string => `${member} ${revision}`

/** The ballots of an own DAO that pass its side at once, or none where a record is to be carried out; null where nothing can be brought yet. */
const passing = (node: NodeContext, deal: DealSpace, dao: DaoSpace, row: PartnershipRow, side: DealSide) => {
  const partner = accountOfParty(deal.record.opening[otherSide(side)])
  for (const { id, decision, status, record } of askedIn(node, deal, dao, row, side)) {
    if (record.status === 'executable') return { decision, sheets: [] }
    if (status !== 'decisive') continue
    const sheets = enactingSheets(dao.registers(), dao.chainState(), [id]).sheets.filter(({ member }) => member !== partner)
    const answers = new Map(
      sheets.flatMap(({ member, choices }) => choices.flatMap((one) => (one.decision === id ? [[member, one.support] as const] : []))),
    )
    const isEnough = [...answers.values()].includes(supports.for) && tallyDecision(dao.chainState(), decision, answers).immediate
    if (isEnough) return { decision, sheets }
  }
  return null
}

/** What the members of an own DAO decided and nobody brought yet. */
const unbrought = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, side: DealSide) => {
  for (const row of partnershipOf(node, deal).offers) {
    if (row.status !== 'agreed' && row.status !== 'withdrawn') continue
    const found = passing(node, deal, dao, row, side)
    if (found === null) continue
    const gathered = await gather(node, deal, row, side)
    if (gathered?.ready === (found.sheets.length === 0 ? 'record' : 'ballots')) continue
    const brought = broughtFor(deal.registers(), row.id, side)
    const known = new Set(brought.flatMap(({ ballots }) => ballots.map(({ sheet }) => keyOf(ballotSheetSchema.parse(sheet)))))
    // What is here and does not count here, for want of the chain perhaps, is not brought twice.
    const isKnown = found.sheets.length === 0 ? gathered !== null && brought.length > 0 : found.sheets.every((one) => known.has(keyOf(one)))
    if (!isKnown) return { offer: row.id, ...found }
  }
  return null
}

/** Brings an own DAO's decision into the deal with the ballots that pass it, once: then whoever is in the deal can enact both sides. */
export const bringBallots = async (node: NodeContext, deal: DealSpace, dao: DaoSpace, side: DealSide): Promise<void> => {
  if ((await unbrought(node, deal, dao, side)) === null) return
  await pauseByChance(node)
  const found = await unbrought(node, deal, dao, side)
  if (found === null) return
  const ballots = found.sheets.map(({ signature, member, revision, choices }) => ({
    sheet: { member, revision, choices: [...choices] },
    signature,
  }))
  await deal.append('partnership.bring', { side, offer: found.offer, decision: found.decision, ballots })
}
