import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['rounds']
export type RoundRow = Outputs['list'][number]
export type RoundStatus = RoundRow['status']
