import { expect, test } from 'vitest'
import { ann, ben, chain, dan, dao, entryOf, genesisView, hash32, recover } from '../fixtures/dao.ts'
import { answered, answerOf, closeOf, opened, pollOf, signed } from '../fixtures/polls.ts'
import { pollCloseIdOf, pollIdOf } from '../polls/pollIds.ts'
import { daoReducer } from './daoReducer.ts'
import { keys } from './keys.ts'

const reduce = daoReducer({ chain, dao, recover })
const judged = (entry: Parameters<typeof reduce>[0]) => reduce(entry, genesisView)
const rejected = (reason: string) => ({ outcome: 'rejected', reason })
const keysOf = (verdict: ReturnType<typeof reduce>) => (verdict.outcome === 'accepted' ? verdict.writes.map(({ key }) => key) : [])

const poll = pollOf()
const id = pollIdOf(poll)
const answer = answered(poll, ben, [1])
const close = closeOf(poll, [answerOf(ben, answer)])

test('U1: a poll stands under the hash of what it asks and whom, and must ask the members of its own view', () => {
  expect(keysOf(judged(opened(poll, ann)))).toEqual([keys.poll(id)])
  expect(judged(opened(pollOf({ view: hash32('another view') as typeof poll.view }), ann))).toEqual(rejected('ENTRY_POLL'))
  const others = [
    { question: 'When?' },
    { options: ['Garden', 'Mill', 'Boathouse'] },
    { weight: 'power' as const },
    { rulesEpoch: 1 },
    { nonce: 'cd'.repeat(16) },
  ]
  expect(new Set([poll, ...others.map(pollOf)].map(pollIdOf)).size).toBe(6)
})

test('U2 U4: answers and signatures stand by record and member; a close stands once, under its own hash', () => {
  expect(keysOf(judged(answer))).toEqual([keys.pollAnswer(id, ben.address, answer.id)])
  const closeId = pollCloseIdOf(close)
  for (const by of [ann, ben])
    expect(keysOf(judged(signed(close, by)))).toEqual([keys.pollClose(id, closeId), keys.pollSigner(id, closeId, by.address)])
})

test('U2/D2: who is not in the view opens, answers and closes nothing', () => {
  for (const entry of [opened(poll, dan), answered(poll, dan, [0]), signed(close, dan)])
    expect(judged(entry)).toEqual(rejected('ENTRY_AUTHOR'))
})

test('U1 U2 U3/D9: questions, answers and closes that are not of their form are refused whole', () => {
  const bad = (kind: string, body: unknown) =>
    expect([kind, body, judged(entryOf(ann, kind, body))]).toEqual([kind, body, rejected('ENTRY_BODY')])
  for (const broken of [
    { options: ['One'] },
    { options: Array.from({ length: 21 }, (_, i) => `${i}`) },
    { options: ['Same', 'Same'] },
    { options: ['', 'Other'] },
    { most: 2 },
    { choice: 'multiple' as const, most: 1 },
    { choice: 'multiple' as const, most: 4 },
    { choice: 'approval' as const, most: 2 },
    { question: '' },
    { nonce: 'ab' },
  ])
    bad('poll.open', { v: 1, poll: pollOf(broken) })
  for (const choices of [[1, 0], [1, 1], [-1], [20], [0.5], ['0'], null]) bad('poll.answer', { v: 1, poll: id, choices })
  const one = close.answers[0]
  for (const broken of [
    { answers: [one, one] },
    { result: ['x', '1', '0'] },
    { result: [] },
    { answers: [{ ...one, choices: [2, 1] }] },
    { more: 1 },
  ])
    bad('poll.close', { v: 1, close: { ...close, ...broken } })
})

test('J5: reasons beside a sheet are their author’s own, and of a form', () => {
  const reasons = [{ decision: `0x${hash32('d')}`, support: 1, text: 'It is time.' }]
  const verdict = judged(entryOf(ben, 'ballot.explain', { v: 1, reasons }))
  expect(verdict).toMatchObject({ outcome: 'accepted', writes: [{ value: { member: ben.address, support: 1, text: 'It is time.' } }] })
  for (const text of ['', 'x'.repeat(1025), 'a\u0007'])
    expect(judged(entryOf(ben, 'ballot.explain', { v: 1, reasons: [{ ...reasons[0], text }] }))).toEqual(rejected('ENTRY_BODY'))
})
