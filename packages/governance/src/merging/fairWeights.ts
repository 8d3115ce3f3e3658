import type { Fraction } from '@daomesh/protocol'

export type WorthParameters = {
  /** What each treasury holds of one token, and what it is a part of. */
  readonly fromHeld: bigint
  readonly fromShares: bigint
  readonly intoHeld: bigint
  readonly intoShares: bigint
}

const divisor = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b]
  while (y > 0n) [x, y] = [y, x % y]
  return x
}

/**
 * How many shares of `into` a share of `from` is worth by one token alone: (what `from` holds ÷ its shares) ÷ (what `into` holds ÷ its shares), in lowest terms.
 * With that weight every share is worth the same of this token before and after. Several tokens give several answers, since nothing here knows a price; null
 * where one of both holds nothing, or where the fraction does not fit 64 bits.
 * @example
 * fairWeights({ fromHeld: 30n, fromShares: 10n, intoHeld: 20n, intoShares: 10n }) // => { numerator: '3', denominator: '2' }
 */
export const fairWeights = ({ fromHeld, fromShares, intoHeld, intoShares }: WorthParameters): Fraction | null => {
  const [numerator, denominator] = [fromHeld * intoShares, intoHeld * fromShares]
  if (numerator <= 0n || denominator <= 0n) return null
  const common = divisor(numerator, denominator)
  const [n, d] = [numerator / common, denominator / common]
  return n < 1n << 64n && d < 1n << 64n ? { numerator: n.toString(), denominator: d.toString() } : null
}
