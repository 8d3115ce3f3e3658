import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type RagequitAnswer = InferClientOutputs<NodeClient>['daos']['ragequitPreview']
export type IncomeAnswer = InferClientOutputs<NodeClient>['income']['get']
export type Applicant = InferClientOutputs<NodeClient>['daos']['applicants'][number]
export type Dao = InferClientOutputs<NodeClient>['daos']['get']
