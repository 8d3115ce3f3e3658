import { approvalCall, outerDigestOf, type OuterQuestion, supports, writeQuestion } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { contentHashOf } from '../content/contentHash.ts'
import { ann, ben, chain, dao, decisionOf, factory } from '../fixtures/dao.ts'
import { furtherOf } from './askedQuestions.ts'
import { questionOf } from './innerAnswer.ts'

const inner = factory
const place = { chainId: chain.chainId, dao: inner }
const [title, content] = ['Pay the hosting', 'One year.']
const asked: OuterQuestion = { dao, support: supports.for, revision: 1n, title, content, decision: decisionOf(ben, 3n, title, content) }
/** The proposal of a DAO that carries a question, which a member may have worded as it likes. */
const carry = (question: OuterQuestion, by = inner) => {
  const text = writeQuestion(question)
  const calls = [approvalCall(by, outerDigestOf(chain.chainId, by, question))]
  return { text, decision: decisionOf(ann, 4n, 'Mesh asks', text, { calls, contentHash: contentHashOf('Mesh asks', text) }) }
}

test('S16 C5 E1 a question in other words than the outer decision commits to is none, though it approves the right ballot', () => {
  const read = (change: Partial<OuterQuestion>) => {
    const { text, decision } = carry({ ...asked, ...change })
    return questionOf(place, decision, text)
  }
  expect(read({})).toEqual(asked)
  for (const change of [{ title: 'Thank the hosts' }, { content: 'Nothing is paid.' }]) expect(read(change)).toBeNull()
  // Nor is what another DAO was asked in other words, and asks on.
  const within = (change: Partial<OuterQuestion>) => {
    const { text, decision } = carry({ ...asked, ...change }, dao)
    return furtherOf(place, { ...asked, title: 'Mesh asks', content: text, decision: { ...decision } })
  }
  expect(within({ dao: inner })).toEqual({ ...asked, dao: inner })
  expect(within({ dao: inner, content: 'Nothing is paid.' })).toBeNull()
})
