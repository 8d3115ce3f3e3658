import { DaomeshError } from '@daomesh/protocol'

/**
 * What of a pool's rest goes back to each who gave to it, in their order: each holds the pool from its place on and gets ⌊left · end ÷ pool⌋ −
 * ⌊left · start ÷ pool⌋, so they add up to what is left (R18 of the contracts). All of it where `left` is the pool.
 * @throws DaomeshError `AMOUNT_INVALID` for a negative amount, or more left than was given.
 * @example
 * poolRefunds(10n, [5n, 5n, 5n]) // => [3n, 3n, 4n]
 */
export const poolRefunds = (left: bigint, fundings: readonly bigint[]): readonly bigint[] => {
  const pool = fundings.reduce((sum, amount) => sum + amount, 0n)
  if (left < 0n || left > pool || fundings.some((amount) => amount < 0n)) throw new DaomeshError('AMOUNT_INVALID')
  let start = 0n
  return fundings.map((amount) => {
    const before = pool === 0n ? 0n : (left * start) / pool
    start += amount
    return pool === 0n ? 0n : (left * start) / pool - before
  })
}
