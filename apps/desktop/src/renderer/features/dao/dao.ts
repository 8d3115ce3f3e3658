import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type Dao = InferClientOutputs<NodeClient>['daos']['get']
