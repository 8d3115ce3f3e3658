import type { Hex } from '@daomesh/protocol'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { verdictIn } from './disputed.ts'
import { baseOf, committedOf, leafShare, splitParts, splitSums } from './shares.ts'
import { type BountyRecord, type LeafPlace, markOf, nodeOf } from './bountyRecord.ts'

/**
 * Where a leaf stands. `waiting`: the bounty is not released, or its window is open (until `at`). `frozen`: an objection to it or to a node above is not
 * settled. `payable`: anybody may have it paid. `unknown`: what is known here does not say.
 */
export type LeafState = 'waiting' | 'frozen' | 'payable' | 'paid' | 'unknown'

/** `part`: what the leaf gets with all below it; `margin` of that is its payee's; `share`: what it could get at most. Times in seconds of chain time. */
export type LeafStanding = {
  readonly state: LeafState
  readonly share: bigint
  readonly part: bigint
  readonly margin: bigint
  /** When it changes by time alone; 0: never. */
  readonly at: number
}

type NodeStanding = { readonly final: boolean; readonly part: bigint; readonly frozen: boolean; readonly at: number }

const windowEndOf = ({ releasedAt, agreement }: BountyRecord): number => releasedAt + agreement.reviewPeriod

/**
 * The last second in which who split a leaf may accept it, at `now` (seconds of chain time): 0 at any time, null not any more, since an objection to it is decided.
 */
export const acceptableUntil = (record: BountyRecord, key: Hex, now: number): number | null => {
  const { dispute } = nodeOf(record, key)
  if (dispute === null) return 0
  const { due, at } = verdictIn(record, key, dispute, now)
  return due ? null : at - 1
}

const ofLeaf = (record: BountyRecord, key: Hex, place: LeafPlace, share: bigint, now: number): NodeStanding => {
  const { dispute } = nodeOf(record, key)
  if (nodeOf(record, place.owner).accepted.has(markOf(place.split, place.index))) return { final: true, part: share, frozen: false, at: 0 }
  if (dispute === null) {
    const at = windowEndOf(record)
    return { final: now >= at, part: share, frozen: false, at }
  }
  const verdict = verdictIn(record, key, dispute, now)
  // Without the agreement of the leaf its default split is not known, so nothing is said before it matters no more.
  const known = place.sub !== undefined || dispute.ruledAt !== 0 || dispute.contestedAt === 0
  return { final: verdict.due && known, part: verdict.part < share ? verdict.part : share, frozen: true, at: verdict.at }
}

/** What a node gets: the bounty itself what was released, a leaf its share of that, from the top down. null where a node above it is not known. */
const standingOf = (record: BountyRecord, node: Hex, now: number): (NodeStanding & { readonly share: bigint }) | null => {
  if (node === record.id) {
    const released = record.status === 'released'
    return { final: released, part: record.released, share: released ? record.released : record.agreement.amount, frozen: false, at: 0 }
  }
  const place = record.places.get(node)
  const above = place === undefined ? null : standingOf(record, place.owner, now)
  if (place === undefined || above === null) return null
  const sums = splitSums(record, place.owner)
  const sum = sums[place.split] ?? 0n
  const got = above.final ? above.part : above.share
  const share = leafShare(baseOf(record, node), splitParts(got, sums)[place.split] ?? 0n, sum)
  if (!above.final) return { final: false, part: share, share, frozen: above.frozen, at: above.at }
  return { ...ofLeaf(record, node, place, share, now), share }
}

/**
 * Where one leaf stands at `now` (seconds of chain time), as the contract would pay it (E3, E5).
 * @returns state `unknown` where the way from the bounty to the leaf is not known here.
 */
export const leafStanding = (record: BountyRecord, key: Hex, now: number): LeafStanding => {
  const place = record.places.get(key)
  const standing = standingOf(record, key, now)
  if (place === undefined || standing === null) return { state: 'unknown', share: 0n, part: 0n, margin: 0n, at: 0 }
  const committed = committedOf(record, key)
  const margin = standing.part > committed ? standing.part - committed : 0n
  const base = { share: standing.share, part: standing.part, margin, at: standing.at }
  if (nodeOf(record, place.owner).paid.has(markOf(place.split, place.index))) return { ...base, state: 'paid', at: 0 }
  if (standing.final) return { ...base, state: 'payable', at: 0 }
  return { ...base, state: standing.frozen ? 'frozen' : 'waiting' }
}

/** The leaves of a node that are known here, by split and index. */
export const leavesBelow = (record: BountyRecord, node: Hex): readonly (readonly [Hex, LeafPlace])[] =>
  [...record.places]
    .filter(([, { owner }]) => owner === node)
    .toSorted(([, a], [, b]) => (a.split === b.split ? a.index - b.index : a.split - b.split))

/** The places of all leaves of one split. */
export const placesOfSplit = (
  node: Hex,
  split: number,
  leaves: readonly LeafPlace['leaf'][],
  subs: readonly LeafPlace['sub'][] = [],
): readonly (readonly [Hex, LeafPlace])[] =>
  leaves.map((leaf, index) => [leafKeyOf(node, split, index), { owner: node, split, index, leaf, sub: subs[index] }])
