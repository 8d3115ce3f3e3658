import { type Address, DaomeshError } from '@daomesh/protocol'
import { allBps } from './bps.ts'

export type IncomeSplitParameters = {
  /** What lies in the inbox and belongs to no credit, in the smallest unit of its token. */
  readonly amount: bigint
  /** The treasury's part in basis points. */
  readonly incomeBps: number
  /** The present roster. Who left, and burned shares, are not in it. */
  readonly members: readonly { readonly account: Address; readonly shares: bigint }[]
}

export type IncomeSplit = {
  readonly toTreasury: bigint
  /** In the order of the members; a part may be 0. */
  readonly parts: readonly { readonly account: Address; readonly amount: bigint }[]
}

/**
 * What a distribution pays, as the contract does it (R11): the treasury gets ⌊amount · incomeBps / 10000⌋, of the rest each member
 * ⌊rest · shares / total shares⌋, and the treasury the dust (C15), or all of it when nobody owns shares. Σ is the amount, to the unit.
 * @throws DaomeshError `AMOUNT_INVALID` on negative amounts or more than all basis points.
 * @example
 * const { toTreasury, parts } = incomeSplit({ amount: 101n, incomeBps: 2500, members })
 * toTreasury // => 26n
 * parts.map(({ amount }) => amount) // => [25n, 25n, 25n]
 */
export const incomeSplit = ({ amount, incomeBps, members }: IncomeSplitParameters): IncomeSplit => {
  if (amount < 0n || incomeBps < 0 || BigInt(incomeBps) > allBps || members.some(({ shares }) => shares < 0n))
    throw new DaomeshError('AMOUNT_INVALID')
  const total = members.reduce((sum, { shares }) => sum + shares, 0n)
  const rest = amount - (amount * BigInt(incomeBps)) / allBps
  const parts = members.map(({ account, shares }) => ({ account, amount: total === 0n ? 0n : (rest * shares) / total }))
  return { toTreasury: parts.reduce((left, part) => left - part.amount, amount), parts }
}
