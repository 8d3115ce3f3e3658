import { isPartnershipSide, provenPartnership } from '@daomesh/chain'
import { listProposals, type PartnershipRow, type ProposalRow } from '@daomesh/governance'
import type { DealSide } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { presentOf } from '../spaces/presentOf.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { sideOfOffer } from './partnershipOf.ts'

/** From what was enacted or can be, over what is still being voted on, to what no ballot can save. */
const rankOf = ({ status }: ProposalRow): number => {
  if (status === 'enacted') return 0
  if (status === 'decisive' || status === 'executable') return 1
  return status === 'expired' || status === 'superseded' ? 3 : 2
}

const before = (a: ProposalRow, b: ProposalRow): number =>
  rankOf(a) - rankOf(b) || b.ballots.length - a.ballots.length || (a.id < b.id ? -1 : 1)

/**
 * The proposals of a DAO that do its side of an offer, the one that stands for them first: members who did not hear of each other may each have written one,
 * and any of them is as good (contracts R19.1).
 */
export const askedIn = (node: NodeContext, deal: DealSpace, dao: DaoSpace, row: PartnershipRow, side: DealSide): readonly ProposalRow[] => {
  const mine = sideOfOffer(deal.record.opening, row.offer, side)
  return listProposals(dao.registers(), dao.chainState(), presentOf(node, dao))
    .filter(({ decision, content }) => {
      const question = provenPartnership(dao.record.dao, decision, content)
      return question !== null && question.offer === row.id && question.partner === mine.partner && isPartnershipSide(decision, mine)
    })
    .toSorted(before)
}

/** Whether its members are asked, or have answered; not so where roster or rules changed since, so that no ballot counts any more. */
export const standsAsked = (rows: readonly ProposalRow[]): boolean => rows.some((row) => rankOf(row) < 3)
