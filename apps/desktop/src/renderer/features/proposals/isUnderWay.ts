import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type ProposalSummary = InferClientOutputs<NodeClient>['proposals']['list'][number]
export type Proposal = InferClientOutputs<NodeClient>['proposals']['get']
export type ProposalState = ProposalSummary['state']

/** Still to be decided or carried out. */
export const isUnderWay = (state: ProposalState): boolean => state === 'open' || state === 'decisive' || state === 'enacting'

/** Nothing can ever be carried out here. */
export const isOver = (state: ProposalState): boolean => state === 'superseded' || state === 'expired'

/** Ballots are still taken. */
export const takesBallots = (state: ProposalState): boolean => state === 'open' || state === 'decisive'
