import { type SplitRoot, type SumLeaf, type SumNode, to0x } from '@daomesh/protocol'
import { emptyNode, hashSumLeaf, joinSums, maxDepth, refused } from './sumNode.ts'
import type { SumTree } from './sumTree.ts'

/** Siblings that are not shown themselves, from the bottom level up, within a level from the left. */
export type SumProof = { readonly depth: number; readonly siblings: readonly SumNode[] }

/** A leaf with its place. */
export type ShownLeaf = { readonly index: number; readonly leaf: SumLeaf }

const parentOf = (index: number): number => Math.floor(index / 2)

const rising = (indices: readonly number[]): boolean => indices.every((index, i) => i === 0 || (indices[i - 1] ?? 0) < index)

/**
 * What proves any leaves of a split at once to whoever knows its root: each sibling is there once, and none that can be computed.
 * @param indices Rising.
 * @throws DaomeshError `BOUNTY_SPLIT` where one is no leaf, or they do not rise.
 * @example
 * const tree = buildSumTree([{ payee: bob, amount: 3n, agreement: noBounty }, { payee: carol, amount: 4n, agreement: noBounty }])
 * sumProof(tree, [0]).siblings[0]?.sum // => 4n
 * sumProof(tree, [0, 1]).siblings // => []
 */
export const sumProof = (tree: SumTree, indices: readonly number[]): SumProof => {
  if (indices.length === 0 || !rising(indices) || indices.some((index) => tree.leaves[index] === undefined)) throw refused('index')
  const siblings: SumNode[] = []
  let shown = indices
  for (const level of tree.levels.slice(0, -1)) {
    const here = new Set(shown)
    for (const index of shown) if (!here.has(index ^ 1)) siblings.push(level[index ^ 1] ?? emptyNode)
    shown = [...new Set(shown.map(parentOf))]
  }
  return { depth: tree.levels.length - 1, siblings }
}

type Placed = { readonly index: number; readonly node: SumNode }

/** One level up, to `height` above the leaves. Takes what it needs from `siblings`, first to last. */
const rise = (height: number, level: readonly Placed[], siblings: SumNode[]): readonly Placed[] => {
  const above: Placed[] = []
  for (let i = 0; i < level.length; i++) {
    const { index, node } = level[i] as Placed
    const next = level[i + 1]
    const both = index % 2 === 0 && next?.index === index + 1
    if (both) i++
    const sibling = both ? next.node : siblings.shift()
    if (sibling === undefined) throw refused('proof')
    above.push({ index: parentOf(index), node: index % 2 === 0 ? joinSums(height, node, sibling) : joinSums(height, sibling, node) })
  }
  return above
}

/**
 * The root and the sum that leaves and proof lead to: every sibling is used, and one node is left, at place 0. An index with bits beyond the depth leads
 * nowhere, since the same leaf would then have several.
 * @throws DaomeshError `BOUNTY_SPLIT`.
 * @example
 * const leaf = { payee: bob, amount: 3n, agreement: noBounty }
 * provenRoot([{ index: 0, leaf }], { depth: 0, siblings: [] }).sum // => 3n
 */
export const provenRoot = (shown: readonly ShownLeaf[], { depth, siblings }: SumProof): SplitRoot => {
  const indices = shown.map(({ index }) => index)
  const placed = indices.every((index) => Number.isSafeInteger(index) && index >= 0 && index < 2 ** maxDepth)
  if (shown.length === 0 || !placed || !rising(indices) || depth > maxDepth) throw refused('index')
  const left = [...siblings]
  let level: readonly Placed[] = shown.map(({ index, leaf }) => ({ index, node: { hash: hashSumLeaf(index, leaf), sum: leaf.amount } }))
  for (let height = 1; height <= depth; height++) level = rise(height, level, left)
  const [top, ...others] = level
  if (top === undefined || others.length > 0 || top.index !== 0 || left.length > 0) throw refused('proof')
  return { root: to0x(top.node.hash), sum: top.node.sum }
}

/**
 * Whether these leaves stand at these places under this root and sum; both must be the committed ones.
 * @example
 * const leaf = { payee: bob, amount: 3n, agreement: noBounty }
 * const tree = buildSumTree([leaf, { payee: carol, amount: 4n, agreement: noBounty }])
 * provesLeaves(tree, [{ index: 0, leaf }], sumProof(tree, [0])) // => true
 * provesLeaves({ ...tree, sum: 8n }, [{ index: 0, leaf }], sumProof(tree, [0])) // => false
 */
export const provesLeaves = ({ root, sum }: SplitRoot, shown: readonly ShownLeaf[], proof: SumProof): boolean => {
  try {
    const made = provenRoot(shown, proof)
    return made.root === root && made.sum === sum
  } catch {
    // A sum beyond 128 bits or a proof of another shape proves as little as a wrong hash.
    return false
  }
}
