import type { Address } from '@daomesh/protocol'
import type { Engagement } from '../record/engagements.ts'

/** How the buying of work lies in few hands: `low` below 1 000, `moderate` up to 1 800, `high` above. */
export type ConcentrationBand = 'low' | 'moderate' | 'high'

export type Concentration = {
  /** Herfindahl–Hirschman index of those who pay: 10 000 where one pays for everything, 10 000 / n where n pay the same. Rounded down. */
  readonly index: number
  readonly band: ConcentrationBand
  readonly payers: number
  /** The largest share, in basis points, rounded down. */
  readonly largest: number
  readonly total: bigint
}

const whole = 10_000n
/** Bounds of the Merger Guidelines of the United States Department of Justice and Federal Trade Commission (2023), guideline 1. */
const moderateFrom = 1_000
const highAbove = 1_800

/**
 * Concentration of those who pay for work: Σ sᵢ² over their shares of the money, in the scale of percent squared (Herfindahl 1950, Hirschman 1945). Exact:
 * ⌊10 000 · Σ xᵢ² / (Σ xᵢ)²⌋. null where nothing was paid. One person behind several accounts looks like several.
 * @example
 * concentrationOf([3n, 1n])?.index // => 6250
 */
export const concentrationOf = (amounts: readonly bigint[]): Concentration | null => {
  const paid = amounts.filter((one) => one > 0n)
  const total = paid.reduce((sum, one) => sum + one, 0n)
  if (total === 0n) return null
  const squares = paid.reduce((sum, one) => sum + one * one, 0n)
  const index = Number((whole * squares) / (total * total))
  const largest = paid.reduce((most, one) => (one > most ? one : most), 0n)
  return {
    index,
    band: index < moderateFrom ? 'low' : index > highAbove ? 'high' : 'moderate',
    payers: paid.length,
    largest: Number((whole * largest) / total),
    total,
  }
}

/** The same of engagements in one token: what each payer paid to those right below it for work that was not passed on. */
export const payersConcentration = (engagements: readonly Engagement[], token: Address): Concentration | null => {
  const sums = new Map<Address, bigint>()
  for (const one of engagements)
    if (one.state === 'settled' && one.token === token && !one.split) sums.set(one.payer, (sums.get(one.payer) ?? 0n) + one.paid)
  return concentrationOf([...sums.values()])
}
