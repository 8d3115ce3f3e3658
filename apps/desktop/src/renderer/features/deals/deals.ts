import type { InferClientOutputs } from '@orpc/client'
import type { NodeClient } from '@daomesh/node/client'

type Outputs = InferClientOutputs<NodeClient>['deals']
export type DealSummary = Outputs['list'][number]
export type Deal = Outputs['get']
export type OfferRow = Deal['offerRows'][number]
export type Party = Deal['issuer']
export type Side = OfferRow['side']

/** A title for the links of records, short enough for a line. */
export const shortOffer = (offer: string): string => offer.slice(0, 8)
