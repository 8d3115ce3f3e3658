import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type PostSummary = InferClientOutputs<NodeClient>['market']['search']['rows'][number]
export type PostDetails = InferClientOutputs<NodeClient>['market']['get']
export type OwnBond = InferClientOutputs<NodeClient>['market']['ownBond']
export type MarketState = InferClientOutputs<NodeClient>['market']['status']
