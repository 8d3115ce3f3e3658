import {
  buildSumTree,
  contentHashOf,
  latestWritten,
  listProposals,
  liveSignatureOf,
  partLeaf,
  plannedSplitDigest,
  plannedSplitOf,
} from '@daomesh/governance'
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
import { stands } from '../../bounties/proposedPayment.ts'
import type { NodeContext } from '../../context.ts'
import { placeOf } from '../../nested/shownProposals.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { decisionFrame } from '../../spaces/decisionFrame.ts'
import { presentOf } from '../../spaces/presentOf.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { partLines } from '../../words/partLines.ts'

export type PlanSplitParameters = { readonly as: SpaceId; readonly agreement: Agreement; readonly leaves: readonly BundleLeaf[] }
export type PlannedAnswer = { readonly decision: DecisionId; readonly root: Hex; readonly sum: string }

type Standing = { readonly decision: DecisionId; readonly digest: Hex; readonly withdraw: boolean }

/** Plans for this bounty that the members may still sign or have signed, the last one first. `withdraw`: this account asked for it, and nobody's ballots sign it. */
const standingPlans = (node: NodeContext, space: DaoSpace, bounty: Hex): readonly Standing[] => {
  const place = placeOf(space)
  const [registers, state] = [space.registers(), space.chainState()]
  const rows = listProposals(registers, state, presentOf(node, space)).toSorted(latestWritten)
  return rows.flatMap((row) => {
    const planned = plannedSplitOf(place, row.decision, row.content)
    if (planned === null || planned.bounty !== bounty || !stands.has(row.status)) return []
    const isOpen = liveSignatureOf(place, registers, state, row) === null
    return [{ decision: row.id, digest: planned.digest, withdraw: isOpen && row.by === node.account.current() }]
  })
}

/**
 * Asks the members of a DAO whether it passes on a bounty that it takes: a proposal whose one call signs the split, so that its leaf carries it from the start.
 * Nothing is sent: their ballots are the signature. Asked for again it takes the place of what was planned before, once it is signed; the same plan is not asked
 * for twice, and what this account asked for and nobody signed is withdrawn.
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
  const digest = plannedSplitDigest({ chainId, escrow }, bounty, tree)
  const before = standingPlans(node, space, bounty)
  const [last] = before
  if (last?.digest === digest) return { decision: last.decision, root: tree.root, sum: tree.sum.toString() }
  const content = writeSplitQuestion({ escrow, agreement, parts }, partLines(chainId, leaves))
  if (utf8(content).length > limits.contentBytes)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'leaves', reason: 'too many to read and vote on' } })
  const title = `Plan the split of the bounty ${bounty.slice(0, 10)}`
  const decision: Decision = {
    ...decisionFrame(node, space),
    slot: await space.takeSlot(),
    calls: [approvalCall(dao, digest)],
    contentHash: contentHashOf(title, content),
  }
  const outcome = { decision: decisionIdOf(chain.chainId, dao, decision), root: tree.root, sum: tree.sum.toString() }
  const withdrawn = before.filter(({ withdraw }) => withdraw)
  const records: Parameters<DaoSpace['appendAll']>[0] = [
    ...withdrawn.map(({ decision: earlier }) => ({ kind: 'proposal.withdraw' as const, body: { decision: earlier } })),
    { kind: 'proposal.submit', body: { draft: null, title, content, decision } },
  ]
  await space.appendAll(records, { meta: () => [keep(outcome)] })
  return outcome
}
