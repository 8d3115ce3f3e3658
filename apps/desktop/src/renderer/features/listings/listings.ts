import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['listings']
export type ListingSummary = Outputs['search']['rows'][number]
export type ListingDetails = Outputs['get']
export type WorkFile = ListingDetails['work'][number]
export type PurchaseRow = Outputs['purchases'][number]
export type SalesRow = Outputs['ofDao'][number]
export type ListedPrice = ListingSummary['price']

/** Whether it costs nothing. */
export const isFree = ({ amount }: Pick<ListedPrice, 'amount'>): boolean => BigInt(amount) === 0n
