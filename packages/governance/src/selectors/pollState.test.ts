import type { Decision, EntryId, OpenEntry, PollQuestion } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHashOf } from '../content/contentHash.ts'
import { applyFacts, foldFacts } from '../facts/foldFacts.ts'
import type { Account } from '../fixtures/accounts.ts'
import { ann, ben, cat, dan, decisionOf, entryOf, genesis, hash32, idOf, proposalBody, seat, viewIn } from '../fixtures/dao.ts'
import { answered, answerOf, closeOf, opened, pollOf, signed } from '../fixtures/polls.ts'
import { fold, founded, transaction } from '../fixtures/voting.ts'
import { writeAnchor } from '../polls/anchorText.ts'
import { pollCloseIdOf, pollIdOf } from '../polls/pollIds.ts'
import { isUnderRoot } from '../polls/pollsRoot.ts'
import { listPolls, pollState } from './pollState.ts'

const poll = pollOf()
const seen = (question: PollQuestion, entries: readonly OpenEntry[], state = founded) =>
  pollState(fold(opened(question, ann), ...entries), state, pollIdOf(question))
const votes = ([ann, ben, cat] as const).map((one, i) => [one, answered(poll, one, [i === 2 ? 2 : 0])] as const)
const all = votes.map(([, entry]) => entry)
const close = closeOf(
  poll,
  votes.map(([one, entry]) => answerOf(one, entry)),
)
const two = closeOf(
  poll,
  votes.slice(0, 2).map(([one, entry]) => answerOf(one, entry)),
)

/** Decisions that anchor closes, enacted in this order. */
const anchoring = (...texts: readonly string[]) => {
  const decisions = texts.map((text, i): readonly [Decision, string] => [
    decisionOf(ann, BigInt(i), 'Anchor', text, { calls: [], contentHash: contentHashOf('Anchor', text) }),
    text,
  ])
  return {
    entries: decisions.map(([decision, text]) => entryOf(ann, 'proposal.submit', proposalBody(decision, 'Anchor', text))),
    state: applyFacts(
      founded,
      decisions.map(([decision]) => ({ kind: 'enacted' as const, decision: idOf(decision), transaction })),
    ),
    ids: decisions.map(([decision]) => idOf(decision)),
  }
}
const anchored = (of: typeof close, question = poll) =>
  writeAnchor([
    { poll: pollIdOf(question), close: pollCloseIdOf(of), question: question.question, options: question.options, result: of.result },
  ])

test('U2: the newest answer of each member that fits counts, by one or by power; others are ignored', () => {
  expect(seen(poll, all)?.live).toEqual({ counts: [2n, 0n, 1n], took: 3n, total: 3n })
  expect(seen(poll, [...all, answered(poll, ben, [1], 9)])?.live.counts).toEqual([1n, 1n, 1n])
  // Too many, and an option that is not there: the answer before stays.
  for (const choices of [[0, 1], [3]]) expect(seen(poll, [...all, answered(poll, ben, choices, 9)])?.live.counts).toEqual([2n, 0n, 1n])
  expect(seen(poll, [...all, answered(poll, ben, [], 9)])?.live).toEqual({ counts: [1n, 0n, 1n], took: 3n, total: 3n })
  const weighed = foldFacts({ ...genesis, members: [seat(ann.address, 5n), seat(ben.address, 2n), seat(cat.address, 0n)] }, [])
  const byPower = pollOf({ weight: 'power', choice: 'approval', most: 3 })
  const entries = [answered(byPower, ann, [0, 1]), answered(byPower, ben, [1]), answered(byPower, cat, [1])]
  expect(seen(byPower, entries, weighed)?.live).toEqual({ counts: [5n, 7n, 0n], took: 7n, total: 7n })
})

test('U1 U2: the members of the opening are asked, whoever comes or goes later', () => {
  const later = applyFacts(founded, [
    {
      kind: 'rosterChanged',
      epoch: 1,
      members: [ann, ben, dan].map((one) => seat(one.address)).sort((a, b) => (a.account < b.account ? -1 : 1)),
    },
  ])
  const newcomer = entryOf(dan, 'poll.answer', { v: 1, poll: pollIdOf(poll), choices: [1] }, { view: viewIn(later) })
  const registers = fold(opened(poll, ann), ...all, newcomer)
  expect(pollState(registers, later, pollIdOf(poll))).toMatchObject({ live: { counts: [2n, 0n, 1n], total: 3n } })
})

test('U3: a close whose result is not the sum of its answers, or that holds what does not fit, cannot be sealed', () => {
  const wrong = [
    closeOf(poll, close.answers, ['3', '0', '0']),
    closeOf(poll, close.answers, ['2', '0']),
    closeOf(poll, [{ member: dan.address, entry: hash32('x') as EntryId, choices: [1] }], ['0', '0', '0']),
    closeOf(poll, [{ member: ann.address, entry: hash32('x') as EntryId, choices: [0, 1] }], ['0', '0', '0']),
  ]
  for (const one of wrong)
    expect(seen(poll, [...all, signed(one, ann), signed(one, ben), signed(one, cat)])).toMatchObject({ status: 'open', closes: [] })
})

test('U4 U5: two of three seal; answers are proven by their records; a late answer changes nothing', () => {
  const half = seen(poll, [...all, signed(two, ann)])
  expect(half).toMatchObject({ status: 'closing', result: null, closes: [{ weight: 1n, sealed: false, proven: 2 }] })
  const sealed = seen(poll, [...all, signed(two, ann), signed(two, ben), answered(poll, ben, [1], 9)])
  expect(sealed).toMatchObject({
    status: 'sealed',
    result: { close: pollCloseIdOf(two), count: { counts: [2n, 0n, 0n], took: 2n }, proven: 2 },
  })
  expect(sealed?.late).toEqual([ben.address, cat.address])
  // Signed by the members, without the records it names: it stands, and says that nothing here proves it.
  expect(seen(poll, [signed(two, ann), signed(two, ben)])).toMatchObject({ status: 'sealed', result: { proven: 0 } })
})

test('U5/G7: who signs two closes is named; a sealed one stands until another is sealed too', () => {
  const first = [...all, signed(close, ann), signed(close, ben)]
  expect(seen(poll, [...first, signed(two, ben)])).toMatchObject({
    status: 'sealed',
    result: { close: pollCloseIdOf(close) },
    equivocators: [ben.address],
  })
  const both = seen(poll, [...first, signed(two, ben), signed(two, cat)])
  expect(both).toMatchObject({ status: 'disputed', result: null, equivocators: [ben.address] })
})

test('U5/D3: the same records in any order, repeated, give the same poll', () => {
  const entries = [
    opened(poll, ann),
    opened(poll, ben),
    ...all,
    answered(poll, ben, [1], 9),
    ...[ann, ben, cat].flatMap((one) => [signed(close, one), signed(two, one)]),
  ]
  const expected = pollState(fold(...entries), founded, pollIdOf(poll))
  expect(expected?.status).toBe('disputed')
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), fc.subarray(entries), (order, again) => {
      expect(pollState(fold(...order, ...again), founded, pollIdOf(poll))).toEqual(expected)
    }),
    { numRuns: 30 },
  )
})

test('U6: what an enacted decision anchored stands, whatever is signed later; of two the first on the chain', () => {
  const { entries, state, ids } = anchoring(anchored(close), anchored(two))
  const signatures = [ann, ben, cat].flatMap((one) => [signed(close, one), signed(two, one)])
  const row = seen(poll, [...all, ...signatures, ...entries], state)
  expect(row).toMatchObject({ status: 'anchored', result: { close: pollCloseIdOf(close) }, anchor: { decision: ids[0], transaction } })
  const { root = '0x', proof = [] } = row?.anchor ?? {}
  expect(isUnderRoot(root, { poll: pollIdOf(poll), close: pollCloseIdOf(close) }, proof)).toBe(true)
  // Submitted and not enacted it anchors nothing.
  expect(seen(poll, [...all, ...signatures, ...entries])?.status).toBe('disputed')
})

test('S26 U6: a poll is anchored though the text of the decision comes after the chain said that it was enacted', () => {
  const { entries, state, ids } = anchoring(anchored(two))
  const records = [opened(poll, ann), ...all, ...[ann, ben, cat].map((one) => signed(close, one)), signed(two, ann)]
  // A replica’s registers go on, and say by their version that they did.
  let [now, version] = [fold(...records), 1]
  const live = {
    get: (key: string) => now.get(key),
    entries: (prefix: string) => now.entries(prefix),
    get version() {
      return version
    },
  }
  expect(pollState(live, state, pollIdOf(poll))).toMatchObject({ status: 'sealed', result: { close: pollCloseIdOf(close) } })
  ;[now, version] = [fold(...records, ...entries), 2]
  expect(pollState(live, state, pollIdOf(poll))).toMatchObject({
    status: 'anchored',
    result: { close: pollCloseIdOf(two) },
    anchor: { decision: ids[0] },
  })
})

test('U6 U7: an anchor of a close that is not here, or that does not fit, anchors nothing here', () => {
  const sealed = [...all, signed(close, ann), signed(close, ben)]
  const unknown = anchoring(anchored(closeOf(poll, [])))
  expect(seen(poll, [...sealed, ...unknown.entries], unknown.state)).toMatchObject({ status: 'sealed', anchor: null })
  const forged = anchoring(anchored(close).replace(/root 0x./, 'root 0xf'), 'Just words.')
  expect(seen(poll, [...sealed, ...forged.entries], forged.state)).toMatchObject({ status: 'sealed', anchor: null })
})

test('U5: the quorum is that of the rules named at the opening', () => {
  const strict = applyFacts(founded, [{ kind: 'rulesChanged', rulesEpoch: 1, rules: { ...founded.rules, quorumBps: 10_000 } }])
  const signatures = (of: Account[], question: PollQuestion) => of.map((one) => signed(closeOf(question, []), one))
  const later = pollOf({ rulesEpoch: 1 })
  expect(seen(poll, signatures([ann, ben], poll), strict)?.status).toBe('sealed')
  expect(seen(later, signatures([ann, ben], later), strict)?.status).toBe('closing')
  expect(seen(later, signatures([ann, ben, cat], later), strict)?.status).toBe('sealed')
})

test('U5: rules that the chain has not reached seal nothing, so that no later change of the rules takes a seal away', () => {
  const early = pollOf({ rulesEpoch: 1 })
  const of = closeOf(early, [])
  const signatures = [ann, ben].map((one) => signed(of, one))
  expect(seen(early, signatures)).toMatchObject({ status: 'closing', result: null, closes: [{ weight: 2n, sealed: false }] })
  const changed = (quorumBps: number) =>
    applyFacts(founded, [{ kind: 'rulesChanged', rulesEpoch: 1, rules: { ...founded.rules, quorumBps } }])
  expect(seen(early, signatures, changed(10_000))).toMatchObject({ status: 'closing', result: null })
  expect(seen(early, signatures, changed(5_000))).toMatchObject({ status: 'sealed', result: { close: pollCloseIdOf(of) } })
})

test('U1: polls are listed newest first', () => {
  const other = pollOf({ question: 'When?' })
  const registers = fold(opened(poll, ann), entryOf(ben, 'poll.open', { v: 1, poll: other }, { at: 1_800_000_000_000 }))
  expect(listPolls(registers, founded).map(({ question }) => question.question)).toEqual(['When?', 'Where do we meet?'])
  expect(pollState(registers, founded, hash32('none') as never)).toBe(undefined)
})
