import {
  broughtFor,
  enactingSheets,
  type GatheredSide,
  isDecided,
  type ProposalRow,
  type SheetToEnact,
  tallyDecision,
} from '@daomesh/governance'
import { type Address, ballotSheetSchema, type Decision, decisionSchema, supports } from '@daomesh/protocol'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import type { BroughtPlace } from './gatherBrought.ts'

/** A decision with the ballots that enact it at once, or none where a record is to be carried out. */
export type PassingBallots = { readonly decision: Decision; readonly sheets: readonly SheetToEnact[] }

/** Of proposals of an own DAO that do the same the first one that its ballots enact at once, or whose record can be executed. `without`: a member that is left out. */
export const passingBallots = (dao: DaoSpace, rows: readonly ProposalRow[], without: Address | null): PassingBallots | null => {
  for (const row of rows) {
    const { id, decision, status, record } = row
    if (record.status === 'executable') return { decision, sheets: [] }
    // Also what its author took back afterwards: that takes no Yes back (governance S1).
    if (status !== 'decisive' && (status !== 'withdrawn' || !isDecided(row))) continue
    const sheets = enactingSheets(dao.registers(), dao.chainState(), [id]).sheets.filter(({ member }) => member !== without)
    const answers = new Map(
      sheets.flatMap(({ member, choices }) => choices.flatMap((one) => (one.decision === id ? [[member, one.support] as const] : []))),
    )
    const isEnough = [...answers.values()].includes(supports.for) && tallyDecision(dao.chainState(), decision, answers).immediate
    if (isEnough) return { decision, sheets }
  }
  return null
}

const keyOf = ({ member, revision }: Pick<SheetToEnact, 'member' | 'revision'>): string => `${member} ${revision}`

/** Whether all of it is in the deal already: what is here and does not count here, for want of the chain perhaps, is not brought twice. */
export const isBrought = (
  deal: DealSpace,
  { offer, side }: BroughtPlace,
  { decision, sheets }: PassingBallots,
  gathered: GatheredSide | null,
): boolean => {
  // Another one may look as good from what is here, and be of an older roster.
  if (gathered?.decision.slot === decision.slot && gathered.ready === (sheets.length === 0 ? 'record' : 'ballots')) return true
  const brought = broughtFor(deal.registers(), offer, side).filter((one) => decisionSchema.parse(one.decision).slot === decision.slot)
  if (sheets.length === 0) return gathered !== null && brought.length > 0
  const known = new Set(brought.flatMap(({ ballots }) => ballots.map(({ sheet }) => keyOf(ballotSheetSchema.parse(sheet)))))
  return sheets.every((one) => known.has(keyOf(one)))
}

/** As a record brings them. */
export const broughtBody = ({ decision, sheets }: PassingBallots) => ({
  decision,
  ballots: sheets.map(({ signature, member, revision, choices }) => ({ sheet: { member, revision, choices: [...choices] }, signature })),
})
