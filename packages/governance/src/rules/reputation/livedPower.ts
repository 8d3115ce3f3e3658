import { DaomeshError, limits } from '@daomesh/protocol'
import { integerRoot } from '../integerRoot.ts'

/**
 * What is left of a power after some periods, at a half-life of so many periods: ⌊power · 2^(−periods / halfLife)⌋, exact, and never below 1 for who had
 * some. It is counted from the power that was granted, not from the last rounding, so that rounding does not add up over the periods:
 * the largest y with y^halfLife · 2^periods ≤ power^halfLife.
 * @throws DaomeshError `INPUT_INVALID` on a half-life that is no whole number above 0 and at most 520, or periods that are no whole number from 0.
 * @example
 * livedPower(100n, 12, 12) // => 50n
 * livedPower(100n, 1, 12) // => 94n
 * livedPower(100n, 500, 12) // => 1n
 */
export const livedPower = (power: bigint, periods: number, halfLife: number): bigint => {
  if (!Number.isSafeInteger(halfLife) || halfLife < 1 || halfLife > limits.halfLifePeriods)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'halfLife', halfLife } })
  if (!Number.isSafeInteger(periods) || periods < 0) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'periods', periods } })
  if (power === 0n) return 0n
  const halvings = Math.floor(periods / halfLife)
  const part = integerRoot((power ** BigInt(halfLife)) >> BigInt(periods % halfLife), halfLife) >> BigInt(halvings)
  return part > 1n ? part : 1n
}
