import { DaomeshError } from '@daomesh/protocol'

/**
 * Cuts an amount by weights into whole units that add up to it: every part is ⌊amount · weight / Σ weights⌋, and the units left go one each to the
 * largest remainders (Hamilton's method), of equal ones to the earlier. So every part is less than one unit from its exact share. Nothing where all
 * weights are zero.
 * @throws DaomeshError `AMOUNT_INVALID` on a negative amount or weight.
 * @example
 * apportion(10n, [1n, 1n, 1n]) // => [4n, 3n, 3n]
 */
export const apportion = (amount: bigint, weights: readonly bigint[]): readonly bigint[] => {
  if (amount < 0n || weights.some((weight) => weight < 0n)) throw new DaomeshError('AMOUNT_INVALID')
  const whole = weights.reduce((sum, weight) => sum + weight, 0n)
  if (whole === 0n) return weights.map(() => 0n)
  const floors = weights.map((weight) => (amount * weight) / whole)
  const left = amount - floors.reduce((sum, part) => sum + part, 0n)
  const remainders = weights.map((weight, place) => ({ place, remainder: (amount * weight) % whole }))
  const favoured = remainders
    // A sort keeps the order of equals. Only the sign of the difference counts, which no rounding changes.
    .toSorted((a, b) => Number(b.remainder - a.remainder))
    .slice(0, Number(left))
  const extra = new Set(favoured.map(({ place }) => place))
  return floors.map((part, place) => (extra.has(place) ? part + 1n : part))
}
