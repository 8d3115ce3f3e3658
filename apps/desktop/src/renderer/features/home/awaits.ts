import type { PollSummary } from '../polls/poll.ts'
import type { ProposalSummary } from '../proposals/isUnderWay.ts'

const open: ReadonlySet<ProposalSummary['state']> = new Set(['open', 'decisive', 'passing'])

/** Whether a proposal wants something of this member: a ballot, or a look at one that is being lost. */
export const awaitsMe = ({ mine, seated, state, notice, settled }: ProposalSummary): boolean =>
  notice !== null || (seated && mine === null && open.has(state) && !settled)

/** Whether it is decided and only somebody's transaction is missing, which may be this member's. */
export const isReady = (proposal: ProposalSummary): boolean => proposal.ready !== null && !awaitsMe(proposal)

/** Whether a poll wants this member's answer. Where the signed outcomes split, an answer changes nothing any more. */
export const pollAwaitsMe = ({ answered, votes, status }: PollSummary): boolean =>
  votes && !answered && (status === 'open' || status === 'closing')
