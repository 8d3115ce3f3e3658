import {
  type Address,
  type Agreement,
  type BountyId,
  DaomeshError,
  type EscrowGroup,
  type Hex,
  leavesPerBlock,
  type SplitRoot,
} from '@daomesh/protocol'
import { type BountyRecord, type LeafPlace, markOf, type NodeRecord, nodeOf } from '../escrow/bountyRecord.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { provenRoot } from '../tree/sumProof.ts'
import { digestOf, isSignedByKey } from './consent.ts'
import type { Desk } from './desk.ts'
import { refuse, Refused } from './escrowState.ts'

/** A node that a call shows. The bounty itself is the first, and has no place. `bounty`: what its payee signs splits of. */
export type Shown = {
  readonly key: Hex
  readonly bounty: Hex
  readonly payee: Address
  readonly amount: bigint
  readonly place: LeafPlace | null
}

const noRoot: SplitRoot = { root: `0x${'0'.repeat(64)}`, sum: 0n }
const isNothing = (word: Hex): boolean => /^0x0*$/.test(word)

/** The first of all that is shown. */
export const topOf = (id: BountyId, { hunter, amount }: Agreement): Shown => ({ key: id, bounty: id, payee: hunter, amount, place: null })

/** Which leaves of its split a group shows, by index. */
export const indicesOf = ({ block, shown }: Pick<EscrowGroup, 'block' | 'shown'>): readonly number[] =>
  Array.from({ length: leavesPerBlock }, (_, i) => i)
    .filter((i) => ((shown >> BigInt(i)) & 1n) === 1n)
    .map((i) => block * leavesPerBlock + i)

/** More is kept of a leaf than that it was accepted or paid. */
export const isNoted = ({ splits, opened, cap, dispute, redirect }: NodeRecord): boolean =>
  splits.length > 0 || opened || cap !== null || dispute !== null || redirect !== null

const committedRoot = (desk: Desk, record: BountyRecord, owner: Shown, { split, signature }: EscrowGroup): SplitRoot => {
  const node = nodeOf(record, owner.key)
  if (split > 0) return node.splits[split - 1] ?? noRoot
  const carried = owner.place?.leaf.split ?? noRoot
  const { root, sum } = carried
  const signed = (): boolean =>
    isSignedByKey(desk.call, owner.payee, digestOf(desk.call, 'Split', { bounty: owner.bounty, number: 0, root, sum }), signature)
  if (isNothing(root) || !(node.opened || signed())) refuse('BadSignature', owner.payee)
  return carried
}

/** As the contract's tree names what is wrong with a proof. */
const readRoot = (group: EscrowGroup): SplitRoot => {
  const indices = indicesOf(group)
  const wrong = (error: string): never => {
    throw new Refused({ error, args: [] })
  }
  if (indices.length !== group.leaves.length) return wrong('SumTree_BadShape')
  // A leaf without a root of its own is a plain one, whatever sum it says beside.
  const plain = group.leaves.map(({ split, ...leaf }) => (split === undefined || isNothing(split.root) ? leaf : { ...leaf, split }))
  try {
    return provenRoot(
      plain.flatMap((leaf, i) => [{ index: indices[i] ?? 0, leaf }]),
      group,
    )
  } catch (error) {
    if (!(error instanceof DaomeshError)) throw error
    return wrong(error.meta['reason'] === 'sum' ? 'SumTree_SumOverflow' : 'SumTree_BadShape')
  }
}

/** The leaves of a group are leaves of that split of their owner. @throws Refused with the name of what is wrong. */
export const prove = (desk: Desk, record: BountyRecord, owner: Shown, group: EscrowGroup, number: number): void => {
  const committed = committedRoot(desk, record, owner, group)
  const made = readRoot(group)
  if (made.root !== committed.root || made.sum !== committed.sum) refuse('BadProof', number)
}

/** The leaves of a proven group, in order. */
export const readLeaf = (owner: Shown, { split, leaves }: EscrowGroup, index: number, at: number): Shown => {
  const leaf = leaves[at]
  const key = leafKeyOf(owner.key, split, index)
  if (leaf === undefined) throw new RangeError('as many leaves as bits')
  if (leaf.split !== undefined && (leaf.split.sum > leaf.amount || isNothing(leaf.split.root) !== (leaf.split.sum === 0n)))
    refuse('BadLeaf', key)
  return { key, bounty: leaf.agreement, payee: leaf.payee, amount: leaf.amount, place: { owner: owner.key, split, index, leaf } }
}

export const at = <T>(shown: readonly (T | null)[], position: number): T => shown[position] ?? refuse('NotShown', position)

/** Shows every leaf of the groups; what is proven is learnt. */
export const show = (desk: Desk, id: BountyId, agreement: Agreement, groups: readonly EscrowGroup[]): readonly Shown[] => {
  const shown: Shown[] = [topOf(id, agreement)]
  for (const [number, group] of groups.entries()) {
    const owner = at(shown, group.from)
    const record = desk.live(id, 'funded', 'delivered', 'objected', 'released')
    prove(desk, record, owner, group, number)
    const leaves = indicesOf(group).map((index, i) => readLeaf(owner, group, index, i))
    desk.learn(
      id,
      leaves.flatMap(({ key, place }) => (place === null ? [] : [[key, place] as const])),
    )
    shown.push(...leaves)
  }
  return shown
}

/** The last leaf shown, and whose leaf it is. */
export const showLast = (
  desk: Desk,
  id: BountyId,
  agreement: Agreement,
  path: readonly EscrowGroup[],
): { readonly leaf: Shown & { readonly place: LeafPlace }; readonly owner: Shown } => {
  const shown = show(desk, id, agreement, path)
  const last = shown.at(-1)
  if (last === undefined || last.place === null) return refuse('NotShown', 1)
  const { place } = last
  const owner = shown.find(({ key }) => key === place.owner)
  if (owner === undefined) throw new RangeError('a leaf is shown below its owner')
  return { leaf: { ...last, place }, owner }
}

/** Whether a leaf was paid, or accepted by who split it. */
export const marksOf = (
  record: BountyRecord,
  { owner, split, index }: LeafPlace,
): { readonly paid: boolean; readonly accepted: boolean } => {
  const { paid, accepted } = nodeOf(record, owner)
  return { paid: paid.has(markOf(split, index)), accepted: accepted.has(markOf(split, index)) }
}
