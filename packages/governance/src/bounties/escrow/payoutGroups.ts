import { type EscrowGroup, type Hex, leavesPerBlock } from '@daomesh/protocol'
import { sumProof } from '../tree/sumProof.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import type { SumTree } from '../tree/sumTree.ts'

/** A split whose leaves are all known, of a node. `signature`: of its payee, for a planned split that was not opened on the chain. */
export type KnownSplit = { readonly node: Hex; readonly split: number; readonly tree: SumTree; readonly signature: Hex }

type Wanted = { readonly split: KnownSplit; readonly block: number; readonly shown: ReadonlySet<number>; readonly pay: ReadonlySet<number> }

const bitsOf = (indices: Iterable<number>): bigint => {
  let bits = 0n
  for (const index of indices) bits |= 1n << BigInt(index % leavesPerBlock)
  return bits
}

/** Where a leaf stands among the known splits: by the key of its node. */
const placesIn = (splits: readonly KnownSplit[]): ReadonlyMap<Hex, { readonly split: KnownSplit; readonly index: number }> =>
  new Map(
    splits.flatMap((split) => split.tree.leaves.map((_, index) => [leafKeyOf(split.node, split.split, index), { split, index }] as const)),
  )

/** Blocks of leaves to show, from the top of the pyramid down: those wanted, and those on the way to them. */
const wantedBlocks = (root: Hex, splits: readonly KnownSplit[], keys: readonly Hex[]): readonly Wanted[] => {
  const places = placesIn(splits)
  const blocks = new Map<string, { split: KnownSplit; block: number; depth: number; shown: Set<number>; pay: Set<number> }>()
  const show = (key: Hex, pays: boolean): number => {
    if (key === root) return 0
    const place = places.get(key)
    if (place === undefined) return -1
    const depth = show(place.split.node, false)
    if (depth < 0) return -1
    const block = Math.floor(place.index / leavesPerBlock)
    const name = `${place.split.node}:${place.split.split}:${block}`
    const group = blocks.get(name) ?? { split: place.split, block, depth: depth + 1, shown: new Set<number>(), pay: new Set<number>() }
    group.shown.add(place.index)
    if (pays) group.pay.add(place.index)
    blocks.set(name, group)
    return depth + 1
  }
  for (const key of keys) show(key, true)
  return [...blocks.values()].toSorted((a, b) => a.depth - b.depth)
}

/**
 * The groups that show leaves of a pyramid to the escrow, to pay them (`pay` bits) or to say something of them: from the top down, each split's proof once,
 * every leaf of 64 under one bitmap. Leaves whose way from the root is not known are left out.
 * @returns the groups, and the position of each leaf shown: what `from` of a later group, a split or a level names.
 */
export const escrowGroups = (
  root: Hex,
  splits: readonly KnownSplit[],
  keys: readonly Hex[],
): { readonly groups: readonly EscrowGroup[]; readonly positions: ReadonlyMap<Hex, number> } => {
  const positions = new Map<Hex, number>([[root, 0]])
  let next = 1
  const groups = wantedBlocks(root, splits, keys).map(({ split, block, shown, pay }): EscrowGroup => {
    const { tree, node, split: number, signature } = split
    const indices = [...shown].toSorted((a, b) => a - b)
    const { depth, siblings } = sumProof(tree, indices)
    for (const index of indices) positions.set(leafKeyOf(node, number, index), next++)
    const leaves = indices.flatMap((index) => tree.leaves[index] ?? [])
    return {
      from: positions.get(node) ?? 0,
      split: number,
      block,
      shown: bitsOf(indices),
      pay: bitsOf(pay),
      depth,
      leaves,
      siblings,
      signature,
    }
  })
  return { groups, positions }
}
