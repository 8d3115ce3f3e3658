import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type ProposalSummary = InferClientOutputs<NodeClient>['proposals']['list'][number]
export type Proposal = InferClientOutputs<NodeClient>['proposals']['get']
export type ProposalState = ProposalSummary['state']

const underWay: ReadonlySet<ProposalState> = new Set(['open', 'decisive', 'passing', 'recorded', 'executable', 'enacting'])
const taking: ReadonlySet<ProposalState> = new Set(['open', 'decisive', 'passing', 'recorded', 'closed'])

/** Still to be decided or carried out. */
export const isUnderWay = ({ state, settled }: Pick<ProposalSummary, 'state' | 'settled'>): boolean => underWay.has(state) && !settled

/** Ballots still may count: before a record until it expires, after it while its window is open. */
export const takesBallots = ({ state, record }: Pick<Proposal, 'state' | 'record'>): boolean =>
  taking.has(state) && record.status !== 'waiting'

/** Nothing can ever be carried out here. */
export const isOver = (state: ProposalState): boolean => state === 'superseded' || state === 'expired'
