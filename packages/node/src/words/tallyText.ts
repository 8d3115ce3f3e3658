import type { ProposalRow } from '@daomesh/governance'

/** What was counted, as the API says amounts. */
export const tallyText = (tally: Pick<ProposalRow['tally'], 'for' | 'against' | 'abstain' | 'total'>) => ({
  for: tally.for.toString(),
  against: tally.against.toString(),
  abstain: tally.abstain.toString(),
  total: tally.total.toString(),
})
