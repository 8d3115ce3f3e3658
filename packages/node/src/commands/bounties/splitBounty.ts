import { committedOf, baseOf, nodeOf } from '@daomesh/governance'
import { type BountyId, DaomeshError, type EscrowAction, type Hex } from '@daomesh/protocol'
import type { BundleLeaf, BundleSplit } from '../../bounties/bountyBundle.ts'
import { type ActParameters, type BountyOutcome, carryOut } from '../../bounties/carryOut.ts'
import type { KnownBounty } from '../../bounties/createBountyDesk.ts'
import { treeOf } from '../../bounties/knownSplits.ts'
import { pathTo, titleOf } from '../../bounties/path.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { partLines } from '../../words/partLines.ts'

export type SplitAction = Extract<EscrowAction, { readonly kind: 'split' }>

export type SplitBountyParameters = ActParameters & {
  readonly bounty: BountyId
  readonly node: Hex | null
  readonly leaves: readonly BundleLeaf[]
}

/**
 * What a split asks of the escrow, and what is to be kept of it on this disk.
 * @throws DaomeshError `BOUNTY_UNKNOWN` before it is funded; `BOUNTY_SPLIT` where the leaves make no tree or promise more than is left.
 */
export const splitActionOf = (
  { bounties: { chainId, escrow } }: NodeContext,
  known: KnownBounty,
  { node, leaves }: Pick<SplitBountyParameters, 'node' | 'leaves'>,
): { readonly action: SplitAction; readonly split: BundleSplit } => {
  const { bundle, record } = known
  if (record === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: known.id } })
  const { path, position } = pathTo(known, node)
  const tree = treeOf(chainId, escrow, leaves)
  const at = node ?? known.id
  const left = baseOf(record, at) - committedOf(record, at)
  if (tree.sum > left)
    throw new DaomeshError('BOUNTY_SPLIT', { meta: { reason: 'overcommitted', left: left.toString(), sum: tree.sum.toString() } })
  const number = nodeOf(record, at).splits.length + 1
  const splits = [{ from: position, number, root: tree.root, sum: tree.sum, signature: '0x' as const }]
  return {
    action: { kind: 'split', agreement: bundle.agreement, path, splits },
    split: { node: at, split: number, leaves: [...leaves], signature: '0x' },
  }
}

/**
 * Adds a split to a bounty, or to a leaf of one: each leaf by the agreement with who does that part. It counts, and is safe to start on, once the chain has it.
 * @throws DaomeshError as `splitActionOf`.
 */
export const splitBounty = async (
  node: NodeContext,
  parameters: SplitBountyParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const known = await node.bounties.known(parameters.bounty)
  const { action, split } = splitActionOf(node, known, parameters)
  node.bounties.keep({ ...known.bundle, splits: [split] })
  const text = partLines(node.bounties.chainId, parameters.leaves)
  return carryOut(node, parameters, { action, title: titleOf(known), text }, keep)
}
