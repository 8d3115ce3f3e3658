import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  type Decision,
  type DecisionId,
  decisionIdOf,
  type DraftId,
  type EntryId,
  type Hex,
  DaomeshError,
  type SpaceId,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { requireProposal } from '../../queries/proposals/requireProposal.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { decisionFrame } from '../../spaces/decisionFrame.ts'
import { type CallInput, pinCalls } from '../../words/pinCalls.ts'

export type SubmitProposalParameters = {
  readonly space: SpaceId
  readonly draft: DraftId | null
  readonly title: string
  readonly content: string | null
  readonly calls: readonly CallInput[]
  /** A proposal that must be enacted before this one. */
  readonly after?: DecisionId | null | undefined
  /** The only account that may send it. */
  readonly executor?: Address | null | undefined
  /** When the voting closes: after the voting period, or with everything else of the week (T25). */
  readonly closes?: 'period' | 'week' | undefined
}

/** What it comes after, as it will stand in the decision. What can never be enacted any more would hold this one up for good. */
const afterOf = (node: NodeContext, space: DaoSpace, after: DecisionId | null): Hex | null => {
  if (after === null) return null
  const { status } = requireProposal(node, space, after)
  if (status === 'expired' || status === 'superseded')
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'after', reason: 'it can never be carried out', status } })
  return after
}

/** The text that is frozen: a draft's canonical Markdown, or what was handed over. */
const contentOf = (node: NodeContext, { space, draft, content }: SubmitProposalParameters): string => {
  if (content !== null) return content
  if (draft === null) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'neither draft nor content' } })
  return node.drafts.open(node.spaces.dao(space), draft).document.freeze().markdown
}

/**
 * Freezes the text and submits it with its calls as a decision to vote on. Works offline unless a call has calldata, whose target's code must be
 * pinned from the chain.
 * @throws DaomeshError `DRAFT_UNKNOWN`, `PROPOSAL_UNKNOWN` for what it comes after, `INPUT_INVALID`, `CHAIN_UNREACHABLE`.
 */
export const submitProposal = async (
  node: NodeContext,
  parameters: SubmitProposalParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const { space: id, draft, title, calls } = parameters
  const space = node.spaces.dao(id)
  const content = contentOf(node, parameters)
  const pinned = await pinCalls(node, space, calls)
  const frame = decisionFrame(node, space, parameters.closes)
  const decision: Decision = {
    ...frame,
    slot: await space.takeSlot(),
    executor: parameters.executor ?? frame.executor,
    afterDecision: afterOf(node, space, parameters.after ?? null) ?? frame.afterDecision,
    calls: pinned,
    contentHash: contentHashOf(title, content),
  }
  const outcome = (entry: EntryId) => ({ decision: decisionIdOf(space.record.chain.chainId, space.record.dao, decision), entry })
  const body = { draft, title, content, decision }
  return outcome(await space.append('proposal.submit', body, { meta: (entry) => [keep(outcome(entry))] }))
}
