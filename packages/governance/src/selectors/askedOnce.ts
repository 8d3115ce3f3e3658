import type { ProposalRow } from './proposalState.ts'

/** No ballot saves it any more. */
export const isLost = ({ status }: ProposalRow): boolean => status === 'expired' || status === 'superseded'
const rankOf = (row: ProposalRow): number => (row.status === 'enacted' || row.enactable ? 0 : isLost(row) ? 2 : 1)

/** Of proposals that sign the same: what signs already, then what can still sign, then what more members answered; of equals the same one for everybody. */
export const standingFirst = (a: ProposalRow, b: ProposalRow): number =>
  rankOf(a) - rankOf(b) || b.ballots.length - a.ballots.length || (a.id < b.id ? -1 : 1)
