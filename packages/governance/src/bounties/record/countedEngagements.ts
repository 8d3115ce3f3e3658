import type { Engagement } from './engagements.ts'
import { washRings } from './washRings.ts'

/** Stretch of chain time, in seconds: `from` ≤ time < `until`. */
export type Window = { readonly from: number; readonly until: number }

/** What counts of a window, and which of the rest went between accounts of one ring. */
export type Counted = {
  readonly engagements: readonly Engagement[]
  /** Left out: payer and payee are in one ring (G9). */
  readonly washed: readonly Engagement[]
}

/**
 * What was settled in the window, without what went between two accounts of one ring of payments of that window (G9): money that can come back to who paid
 * it may be somebody paying itself. What a ring does with others counts.
 * @example
 * countedEngagements([], { from: 0, until: 2_000_000_000 }).engagements // => []
 */
export const countedEngagements = (all: readonly Engagement[], { from, until }: Window): Counted => {
  const settled = all.filter(({ state, settledAt }) => state === 'settled' && settledAt >= from && settledAt < until)
  return partOff(settled)
}

/** The same of any engagements, settled or not. */
export const partOff = (engagements: readonly Engagement[]): Counted => {
  const rings = washRings(engagements.map(({ payer, payee }) => [payer, payee] as const))
  const isWashed = ({ payer, payee }: Engagement): boolean => {
    const ring = rings.get(payer)
    return ring !== undefined && ring === rings.get(payee)
  }
  return { engagements: engagements.filter((one) => !isWashed(one)), washed: engagements.filter(isWashed) }
}
