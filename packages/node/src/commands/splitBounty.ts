import { committedOf, baseOf, nodeOf } from '@daomesh/governance'
import { type BountyId, DaomeshError, type Hex } from '@daomesh/protocol'
import type { BundleLeaf } from '../bounties/bountyBundle.ts'
import { type ActParameters, type BountyOutcome, carryOut } from '../bounties/carryOut.ts'
import { treeOf } from '../bounties/knownSplits.ts'
import { pathTo, titleOf } from '../bounties/path.ts'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'

export type SplitBountyParameters = ActParameters & {
  readonly bounty: BountyId
  readonly node: Hex | null
  readonly leaves: readonly BundleLeaf[]
}

/**
 * Adds a split to a bounty, or to a leaf of one: each leaf by the agreement with who does that part. It counts, and is safe to start on, once the chain has it.
 * @throws DaomeshError `BOUNTY_UNKNOWN`; `BOUNTY_SPLIT` where the leaves make no tree or promise more than is left.
 */
export const splitBounty = async (
  node: NodeContext,
  parameters: SplitBountyParameters,
  keep: Keep<BountyOutcome>,
): Promise<BountyOutcome> => {
  const known = await node.bounties.known(parameters.bounty)
  const { bundle, record } = known
  if (record === null) throw new DaomeshError('BOUNTY_UNKNOWN', { meta: { bounty: known.id } })
  const { path, position } = pathTo(known, parameters.node)
  const tree = treeOf(node.bounties.chainId, node.bounties.escrow, parameters.leaves)
  const at = parameters.node ?? known.id
  const left = baseOf(record, at) - committedOf(record, at)
  if (tree.sum > left)
    throw new DaomeshError('BOUNTY_SPLIT', { meta: { reason: 'overcommitted', left: left.toString(), sum: tree.sum.toString() } })
  const number = nodeOf(record, at).splits.length + 1
  node.bounties.keep({ ...bundle, splits: [{ node: at, split: number, leaves: [...parameters.leaves], signature: '0x' }] })
  const text = parameters.leaves
    .map(({ agreement, terms }) => `- ${agreement.hunter}: ${agreement.amount} ${terms?.title ?? ''}`)
    .join('\n')
  const splits = [{ from: position, number, root: tree.root, sum: tree.sum, signature: '0x' as const }]
  return carryOut(
    node,
    parameters,
    { action: { kind: 'split', agreement: bundle.agreement, path, splits }, title: titleOf(known), text },
    keep,
  )
}
