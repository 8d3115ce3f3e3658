import type { Hex } from '@daomesh/protocol'
import { allBps } from '../../rules/bps.ts'
import { type BountyRecord, type Dispute, nodeOf, rulingPeriod } from './bountyRecord.ts'

/** What became of an objection: whether it is settled, what the hunter's side then gets of the amount, and since when. */
export type Verdict = { readonly due: boolean; readonly part: bigint; readonly at: number }

/**
 * E8: the ruling; after a contest without one the default split; without a contest nothing.
 * @param about What was objected to: its amount, its default split in basis points, and the review period of the bounty, in seconds.
 */
export const verdictOf = (
  { ruledAt, hunterAmount, contestedAt, objectedAt }: Dispute,
  about: { readonly amount: bigint; readonly defaultSplit: number; readonly reviewPeriod: number },
  now: number,
): Verdict => {
  if (ruledAt !== 0) return { due: true, part: hunterAmount, at: ruledAt }
  if (contestedAt !== 0) {
    const at = contestedAt + rulingPeriod
    return { due: now >= at, part: (about.amount * BigInt(about.defaultSplit)) / allBps, at }
  }
  const at = objectedAt + about.reviewPeriod
  return { due: now >= at, part: 0n, at }
}

/** What was given up in one split of a node, by the places that are known. */
const freedIn = (record: BountyRecord, node: Hex, split: number): bigint => {
  let freed = 0n
  for (const [key, { cap }] of record.nodes) {
    const place = cap === null ? undefined : record.places.get(key)
    if (cap !== null && place?.owner === node && place.split === split) freed += place.leaf.amount - cap
  }
  return freed
}

/** What each split of a node is committed to, less what was freed: first the one its leaf carries (number 0; of nothing where there is none). */
export const splitSums = (record: BountyRecord, node: Hex): readonly bigint[] => {
  const carried = record.places.get(node)?.leaf.split?.sum ?? 0n
  return [carried, ...nodeOf(record, node).splits.map(({ sum }) => sum)].map((sum, number) =>
    sum === 0n ? 0n : sum - freedIn(record, node, number),
  )
}

/** What a node may get at most: less where its payee gave up a part. */
export const baseOf = (record: BountyRecord, node: Hex): bigint =>
  nodeOf(record, node).cap ?? record.places.get(node)?.leaf.amount ?? record.agreement.amount

/**
 * What all splits of a node are to get together. What lies above is the margin of its payee. The escrow lets nobody promise more than the node may get, so where
 * more was added than that, some of it was given up at places that are not known here, and that much is sure (Q83).
 */
export const committedOf = (record: BountyRecord, node: Hex): bigint => {
  const [promised, base] = [splitSums(record, node).reduce((all, sum) => all + sum, 0n), baseOf(record, node)]
  return promised < base ? promised : base
}

/**
 * E5: what the splits of a node get when the node gets `part`: earlier ones first, so that nobody dilutes others by a later split to itself; each at most what
 * it is committed to.
 * @example
 * splitParts(8n, [0n, 5n, 5n]) // => [0n, 5n, 3n]
 */
export const splitParts = (part: bigint, sums: readonly bigint[]): readonly bigint[] => {
  let left = part
  return sums.map((sum) => {
    const got = left < sum ? left : sum
    left -= got
    return got
  })
}

/**
 * E5: what a leaf gets of its split: all of it, or ⌊amount · part of the split / its sum⌋ where less came.
 * @example
 * leafShare(5n, 5n, 10n) // => 2n
 */
export const leafShare = (amount: bigint, part: bigint, sum: bigint): bigint =>
  part === sum ? amount : sum === 0n ? 0n : (amount * part) / sum
