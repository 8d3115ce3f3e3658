import { contentHashOf, epochToCite } from '@daomesh/governance'
import {
  type Address,
  type Decision,
  type DecisionId,
  decisionIdOf,
  type DraftId,
  type EntryId,
  to0x,
  DaomeshError,
  type SpaceId,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { epochTimesOf } from '../spaces/epochTimes.ts'
import { type CallInput, pinCalls } from '../words/pinCalls.ts'

export type SubmitProposalParameters = {
  readonly space: SpaceId
  readonly draft: DraftId | null
  readonly title: string
  readonly content: string | null
  readonly calls: readonly CallInput[]
}

const zeroAddress = `0x${'0'.repeat(40)}` as Address
const zeroHash = to0x(new Uint8Array(32))
/** After the vote closes a decision stays enactable this long at least: an offline member must be able to come back first. */
const leastEnactingTime = 14 * 24 * 3600

/** The text that is frozen: a draft's canonical Markdown, or what was handed over. */
const contentOf = (node: NodeContext, { space, draft, content }: SubmitProposalParameters): string => {
  if (content !== null) return content
  if (draft === null) throw new DaomeshError('INPUT_INVALID', { meta: { reason: 'neither draft nor content' } })
  return node.drafts.open(node.spaces.dao(space), draft).document.freeze().markdown
}

/**
 * Freezes the text and submits it with its calls as a decision to vote on. Works offline unless a call has calldata, whose target's code must be
 * pinned from the chain.
 * @throws DaomeshError `DRAFT_UNKNOWN`, `INPUT_INVALID`, `CHAIN_UNREACHABLE`.
 */
export const submitProposal = async (
  node: NodeContext,
  parameters: SubmitProposalParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const { space: id, draft, title, calls } = parameters
  const space = node.spaces.dao(id)
  const state = space.chainState()
  const content = contentOf(node, parameters)
  const pinned = await pinCalls(node, space, calls)
  const now = node.chainView.now()
  const closesAt = now + state.rules.votingPeriod
  const decision: Decision = {
    rosterEpoch: epochToCite({ currentEpoch: state.rosterEpoch, rules: state.rules, createdAt: epochTimesOf(space), now }),
    rulesEpoch: state.rulesEpoch,
    slot: await space.takeSlot(),
    closesAt,
    expiresAt: closesAt + Math.max(leastEnactingTime, state.rules.votingPeriod + state.rules.gracePeriod),
    executor: zeroAddress,
    afterDecision: zeroHash,
    calls: pinned,
    contentHash: contentHashOf(title, content),
  }
  const outcome = (entry: EntryId) => ({ decision: decisionIdOf(space.record.chain.chainId, space.record.dao, decision), entry })
  const body = { draft, title, content, decision }
  return outcome(await space.append('proposal.submit', body, { meta: (entry) => [keep(outcome(entry))] }))
}
