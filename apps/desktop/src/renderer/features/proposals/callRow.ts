import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

export type CallRow = InferClientOutputs<NodeClient>['proposals']['previewCalls'][number]
