import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

/** A DAO that asks for a seat, or that one is offered to. */
export type DaoSeat = InferClientOutputs<NodeClient>['confederations']['seats'][number]
