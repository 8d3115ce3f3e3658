import { buildSumTree, contentHashOf, partLeaf, plannedSplitDigest } from '@daomesh/governance'
import {
  type Agreement,
  approvalCall,
  bountyIdOf,
  type Decision,
  DaomeshError,
  type DecisionId,
  decisionIdOf,
  type Hex,
  limits,
  type SpaceId,
  utf8,
  writeSplitQuestion,
} from '@daomesh/protocol'
import type { BundleLeaf } from '../../bounties/bountyBundle.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { decisionFrame } from '../../spaces/decisionFrame.ts'

export type PlanSplitParameters = { readonly as: SpaceId; readonly agreement: Agreement; readonly leaves: readonly BundleLeaf[] }
export type PlannedAnswer = { readonly decision: DecisionId; readonly root: Hex; readonly sum: string }

const lineOf = ({ agreement, terms }: BundleLeaf): string => `- ${agreement.hunter}: ${agreement.amount} ${terms?.title ?? ''}`

/**
 * Asks the members of a DAO whether it passes on a bounty that it takes: a proposal whose one call signs the split, so that its leaf carries it from the start.
 * Nothing is sent: their ballots are the signature.
 * @throws DaomeshError `INPUT_INVALID` for an agreement that another takes, or parts that another issues; `BOUNTY_SPLIT` where they make no tree, or promise more.
 */
export const planSplit = async (
  node: NodeContext,
  { as, agreement, leaves }: PlanSplitParameters,
  keep: Keep<PlannedAnswer>,
): Promise<PlannedAnswer> => {
  const space = node.spaces.dao(as)
  const { dao, chain } = space.record
  const { chainId, escrow } = node.bounties
  if (agreement.hunter !== dao) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'agreement.hunter', expected: dao } })
  if (leaves.some((leaf) => leaf.agreement.issuer !== dao))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'leaves.agreement.issuer', expected: dao } })
  const tree = buildSumTree(leaves.map((leaf) => partLeaf({ chainId, escrow }, leaf)))
  if (tree.sum > agreement.amount)
    throw new DaomeshError('BOUNTY_SPLIT', {
      meta: { reason: 'overcommitted', left: agreement.amount.toString(), sum: tree.sum.toString() },
    })
  const bounty = bountyIdOf(chainId, escrow, agreement)
  const parts = leaves.map((leaf) => ({ agreement: leaf.agreement, planned: leaf.planned }))
  const content = writeSplitQuestion({ escrow, agreement, parts }, leaves.map(lineOf).join('\n'))
  if (utf8(content).length > limits.contentBytes)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'leaves', reason: 'too many to read and vote on' } })
  const title = `Plan the split of the bounty ${bounty.slice(0, 10)}`
  const decision: Decision = {
    ...decisionFrame(node, space),
    slot: await space.takeSlot(),
    calls: [approvalCall(dao, plannedSplitDigest({ chainId, escrow }, bounty, tree))],
    contentHash: contentHashOf(title, content),
  }
  const outcome = { decision: decisionIdOf(chain.chainId, dao, decision), root: tree.root, sum: tree.sum.toString() }
  await space.append('proposal.submit', { draft: null, title, content, decision }, { meta: () => [keep(outcome)] })
  return outcome
}
