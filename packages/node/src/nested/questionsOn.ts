import type { ProposalRow } from '@daomesh/governance'
import { limits, type OuterQuestion, supports, utf8, writeQuestion } from '@daomesh/protocol'
import type { ReadDao } from '../spaces/space.ts'

/** From the answer that gives way to the one that stands: a signed Yes can be used for good (R4), so it stands above what was answered before it. */
const answersInOrder = ['abstain', 'against', 'for'] as const
export type AnswerName = (typeof answersInOrder)[number]

/** The same outer proposal is asked about under the same revisions by whoever carries it, and two of them under different ones. */
const revisionOf = ({ id }: ProposalRow, least: bigint, answer: AnswerName): bigint => {
  const own = BigInt(`0x${id.slice(-7)}`) * 4n + 1n
  return (own > least ? own : least) + BigInt(answersInOrder.indexOf(answer))
}

/** An answer that the inner DAO may give to an outer proposal, with the text that asks its members for it. */
export type QuestionOn = { readonly answer: AnswerName; readonly question: OuterQuestion; readonly content: string }

/**
 * What the members of the inner DAO are asked on an outer proposal, a question for each answer, the one that people answer last. Nothing where the text is
 * nearly as long as texts may be: it cannot be carried, and its members vote by a decision of their own.
 */
export const questionsOn = (outer: ReadDao, inner: ReadDao, row: ProposalRow): readonly QuestionOn[] => {
  const least = outer.chainState().minRevisions.get(inner.record.dao) ?? 0n
  const { title, content, decision } = row
  const questions = answersInOrder.map((answer) => {
    const revision = revisionOf(row, least, answer)
    const question: OuterQuestion = { dao: outer.record.dao, support: supports[answer], revision, title, content, decision }
    return { answer, question, content: writeQuestion(question) }
  })
  return questions.every((one) => utf8(one.content).length <= limits.contentBytes) ? questions : []
}
