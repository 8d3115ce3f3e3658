import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type PollSummary = InferClientOutputs<NodeClient>['polls']['list'][number]
export type Poll = InferClientOutputs<NodeClient>['polls']['get']
export type PollStatus = PollSummary['status']

/** Answers and signatures still matter. */
export const takesAnswers = (status: PollStatus): boolean => status === 'open' || status === 'closing' || status === 'split'
