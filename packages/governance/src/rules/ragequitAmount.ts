import { DaomeshError } from '@daomesh/protocol'

/**
 * What `shares` of `totalShares` are worth of a balance: ⌊balance · shares / totalShares⌋, so that dust stays with the others (C15).
 * @throws DaomeshError `AMOUNT_INVALID` on negative amounts or more shares than there are.
 */
export const ragequitAmount = (balance: bigint, shares: bigint, totalShares: bigint): bigint => {
  if (balance < 0n || shares < 0n || shares > totalShares) throw new DaomeshError('AMOUNT_INVALID')
  return shares === 0n ? 0n : (balance * shares) / totalShares
}
