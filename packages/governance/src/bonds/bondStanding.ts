import type { Address } from '@daomesh/protocol'
import type { BondBook } from './bondBook.ts'

/**
 * Where the bond of an account stands. `none`: nothing is locked. `low`: less than is asked for. `arriving`: enough, but not for good yet. `bonded`: it
 * counts. `leaving`: under notice. `free`: the notice is over, so all of it can be withdrawn.
 */
export const bondStandings = ['none', 'low', 'arriving', 'bonded', 'leaving', 'free'] as const
export type BondStanding = (typeof bondStandings)[number]

export type BondsSeen = {
  /** As of the newest final block. */
  readonly final: BondBook
  /** With what may still vanish. */
  readonly shown: BondBook
}

const isEnough = (book: BondBook, account: Address, minimum: bigint): boolean => {
  const bond = book.get(account)
  return bond !== undefined && bond.leavesAt === null && bond.amount >= minimum
}

/**
 * Whether the bond of an account counts: enough of it in a final block, and nothing known that says otherwise, final or not. What may vanish can take a voice
 * away, never lend one.
 * @example
 * isBonded({ final: emptyBonds, shown: emptyBonds }, alice, 1n) // => false
 */
export const isBonded = ({ final, shown }: BondsSeen, account: Address, minimum: bigint): boolean =>
  isEnough(final, account, minimum) && isEnough(shown, account, minimum)

/**
 * Where the bond of an account stands at a second of chain time.
 * @param now null before the time of the chain is known: then no notice is over.
 * @example
 * bondStanding({ final: emptyBonds, shown: emptyBonds }, alice, 1n, null) // => 'none'
 */
export const bondStanding = (seen: BondsSeen, account: Address, minimum: bigint, now: number | null): BondStanding => {
  const bond = seen.shown.get(account)
  if (bond === undefined) return 'none'
  if (bond.leavesAt !== null) return now !== null && now >= bond.leavesAt ? 'free' : 'leaving'
  if (bond.amount < minimum) return 'low'
  return isBonded(seen, account, minimum) ? 'bonded' : 'arriving'
}
