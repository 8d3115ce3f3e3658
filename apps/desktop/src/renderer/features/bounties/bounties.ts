import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['bounties']
export type BountySummary = Outputs['list'][number]
export type Bounty = Outputs['get']
export type Move = Bounty['moves'][number]
export type Part = Bounty['margins'][number]
export type Leaf = Bounty['leaves'][number]
