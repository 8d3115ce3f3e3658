import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Network = InferClientOutputs<NodeClient>['network']['status']
export type Diagnosis = InferClientOutputs<NodeClient>['network']['diagnose']
