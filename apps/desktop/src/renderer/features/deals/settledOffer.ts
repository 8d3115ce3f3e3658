import type { OfferRow } from './deals.ts'

/** The offer that both sides took: from its signature on the others are history. null while they still talk. */
export const settledOffer = <T extends Pick<OfferRow, 'status'>>(rows: readonly T[]): T | null =>
  rows.find(({ status }) => status === 'funded') ?? rows.find(({ status }) => status === 'signed') ?? null
