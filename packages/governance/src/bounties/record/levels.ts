import type { Address, Hex } from '@daomesh/protocol'
import type { BountyBook, BountyRecord } from '../escrow/bountyRecord.ts'
import { leavesBelow } from '../escrow/leafStanding.ts'
import { countedBounties, type Window } from './trackRecord.ts'

/** How many levels of bounties lie below a node, as far as its splits are known here: 0 for work that nobody split. */
const heightBelow = (record: BountyRecord, node: Hex): number =>
  leavesBelow(record, node).reduce((most, [key]) => Math.max(most, 1 + heightBelow(record, key)), 0)

/**
 * The height of a bounty: 0 where one hunter does all of it, one more than the highest of its parts otherwise. A tree has no cycles, so it ends.
 */
export const bountyHeight = (record: BountyRecord): number => heightBelow(record, record.id)

/** What each payee of a pyramid took on: its own height in it. */
const heightsIn = (record: BountyRecord): readonly (readonly [Address, number])[] => [
  [record.agreement.hunter, bountyHeight(record)] as const,
  ...[...record.places].map(([key, { leaf }]) => [leaf.payee, heightBelow(record, key)] as const),
]

/**
 * Levels of everybody who took a bounty that was released in the window: one more than the highest that it took, so that 1 is who does the work itself, 2 who
 * leads those, and so on. From chain facts and the splits known here; rings that pay themselves are left out (G9). The window is of chain time.
 * @example
 * levelsOf(emptyBook, { from: 0, until: 2_000_000_000 }).size // => 0
 */
export const levelsOf = (book: BountyBook, window: Window): ReadonlyMap<Address, number> => {
  const levels = new Map<Address, number>()
  for (const [account, height] of countedBounties(book, window).flatMap(heightsIn))
    levels.set(account, Math.max(levels.get(account) ?? 0, height + 1))
  return levels
}
