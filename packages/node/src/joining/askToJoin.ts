import { contentHashOf } from '@daomesh/governance'
import {
  approvalCall,
  type Decision,
  DaomeshError,
  type DecisionId,
  decisionIdOf,
  joinDigestOf,
  type JoinQuestion,
  limits,
  tributeCall,
  utf8,
  writeJoinQuestion,
} from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import type { Keep } from '../requests/createRequests.ts'
import { decisionFrame } from '../spaces/decisionFrame.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { pinCalls } from '../words/pinCalls.ts'

export type JoinAnswer = { decision: DecisionId }
export type AskToJoinParameters = {
  readonly question: JoinQuestion
  readonly title: string
  /** Words for people. */
  readonly text: string
  /** Seconds of chain time, where the vote must end earlier than the rules of the DAO say. */
  readonly closesAt?: number
}

/** A title has its limit in bytes; the whole of it stands in the question. */
const shortened = (title: string): string => {
  let kept = title
  while (utf8(kept).length > limits.titleBytes) kept = `${Array.from(kept).slice(0, -2).join('')}…`
  return kept
}

/**
 * Asks the members of a DAO whether it joins: a proposal whose one call signs just that, and for a seat with a tribute a second one allows that.
 * @throws DaomeshError `INPUT_INVALID` where the text is longer than texts may be, and as `append` does.
 */
export const askToJoin = async (
  node: NodeContext,
  inner: DaoSpace,
  { question, title: whole, text, closesAt }: AskToJoinParameters,
  keep?: Keep<JoinAnswer>,
): Promise<JoinAnswer> => {
  const { dao, chain } = inner.record
  const title = shortened(whole)
  const content = writeJoinQuestion(question, text)
  if (utf8(content).length > limits.contentBytes)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'reason', reason: 'too long to read and vote on' } })
  const { tribute } = question.kind === 'seat' ? question : {}
  const allowing =
    question.kind !== 'seat' || tribute === undefined
      ? []
      : await pinCalls(
          node,
          inner,
          [tributeCall(question.outer, tribute)].map((call) => ({ ...call, value: call.value.toString() })),
        )
  const frame = decisionFrame(node, inner)
  const decision: Decision = {
    ...frame,
    closesAt: Math.min(frame.closesAt, closesAt ?? frame.closesAt),
    slot: await inner.takeSlot(),
    calls: [approvalCall(dao, joinDigestOf(chain.chainId, dao, question)), ...allowing],
    contentHash: contentHashOf(title, content),
  }
  const outcome = { decision: decisionIdOf(chain.chainId, dao, decision) }
  await inner.append(
    'proposal.submit',
    { draft: null, title, content, decision },
    keep === undefined ? {} : { meta: () => [keep(outcome)] },
  )
  return outcome
}
