import { type SplitRoot, type SumLeaf, type SumNode, to0x } from '@daomesh/protocol'
import { emptyNode, hashSumLeaf, joinSums, maxDepth, refused } from './sumNode.ts'

/** A split as a whole: its leaves by index, and all nodes, level by level from the leaves to the one root. */
export type SumTree = SplitRoot & { readonly leaves: readonly SumLeaf[]; readonly levels: readonly (readonly SumNode[])[] }

const levelAbove = (height: number, level: readonly SumNode[]): readonly SumNode[] => {
  const above: SumNode[] = []
  for (let i = 0; i < level.length; i += 2) above.push(joinSums(height, level[i] ?? emptyNode, level[i + 1] ?? emptyNode))
  return above
}

/** A leaf that can never be paid, or whose own split promises more than it has, is a mistake of who splits. */
const checkLeaf = ({ amount, split }: SumLeaf): void => {
  if (amount <= 0n) throw refused('amount')
  if (split !== undefined && (split.sum <= 0n || split.sum > amount)) throw refused('overcommitted')
}

/**
 * The Merkle sum tree of a split, 10 000 leaves in well below a second. An odd node at the end of a level is paired with the empty node, so every leaf lies at
 * the same depth and its index, bit by bit, is its path. A single leaf is its own root.
 * @throws DaomeshError `BOUNTY_SPLIT` without leaves, with an amount of nothing, with a leaf whose own split is larger, or where the sum needs more than 128
 * bits.
 * @example
 * buildSumTree([{ payee: bob, amount: 3n, agreement: noBounty }, { payee: carol, amount: 4n, agreement: noBounty }]).sum // => 7n
 * buildSumTree([]) // throws BOUNTY_SPLIT
 */
export const buildSumTree = (leaves: readonly SumLeaf[]): SumTree => {
  if (leaves.length === 0 || leaves.length > 2 ** maxDepth) throw refused('leaves')
  leaves.forEach(checkLeaf)
  const levels: (readonly SumNode[])[] = [leaves.map((leaf, i) => ({ hash: hashSumLeaf(i, leaf), sum: leaf.amount }))]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) levels.push(levelAbove(levels.length, level))
  const top = levels.at(-1)?.[0] ?? emptyNode
  return { leaves, levels, root: to0x(top.hash), sum: top.sum }
}
