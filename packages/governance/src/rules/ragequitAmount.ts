import { DaomeshError } from '@daomesh/protocol'

/**
 * What `shares` of `totalShares` are worth of a balance: ⌊balance · shares / totalShares⌋, so that dust stays with the others (C15).
 * @throws DaomeshError `AMOUNT_INVALID` on negative amounts or more shares than there are.
 * @example
 * ragequitAmount(10n, 1n, 3n) // => 3n
 * ragequitAmount(10n, 4n, 3n) // throws AMOUNT_INVALID
 */
export const ragequitAmount = (balance: bigint, shares: bigint, totalShares: bigint): bigint => {
  if (balance < 0n || shares < 0n || shares > totalShares) throw new DaomeshError('AMOUNT_INVALID')
  return shares === 0n ? 0n : (balance * shares) / totalShares
}
