import type { ProposalRow } from '@daomesh/governance'
import type { z } from 'zod'
import type { proposalRow } from '../../contract/proposals.ts'

type Answer = z.input<typeof proposalRow>

type ReadReadyParameters = {
  /** As the list says it: what is on its way, or on the chain already, asks for nothing. */
  readonly state: Answer['state']
  readonly enactable: ProposalRow['enactable']
  readonly recordable: ProposalRow['record']['recordable']
  /** What its ballots sign, what two DAOs send together, and what waits for a bounty: brought about from another screen, or by the nodes themselves. */
  readonly elsewhere: boolean
}

/** What one transaction of any member would do for a decided proposal now. What nobody sends expires, so members are told. */
export const readReady = ({ state, enactable, recordable, elsewhere }: ReadReadyParameters): Answer['ready'] => {
  if (elsewhere) return null
  if (state === 'executable') return 'execute'
  if (state !== 'decisive' && state !== 'passing') return null
  return enactable ? 'enact' : recordable ? 'record' : null
}
