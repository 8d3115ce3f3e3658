import {
  approvalCall,
  daomeshDomain,
  decisionIdOf,
  type Hex,
  outerDigestOf,
  type OuterQuestion,
  supports,
  unpackLiveSignature,
  writeQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { contentHashOf } from '../content/contentHash.ts'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, cat, chain, dao, decisionOf, entryOf, factory, genesis, idOf, recover, seat, viewIn } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { cast, founded, hosting, later, stateAt, submitted, transaction } from '../fixtures/voting.ts'
import { genesisState } from '../facts/chainState.ts'
import { memberKindOf } from '../facts/memberKindOf.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { enactingSheets } from './enactingSheets.ts'
import { type AskedQuestion, askedAmong, type BesideQuestion, questionsBeside, shownAmong, spreadAnswer } from './askedQuestions.ts'
import { carriedQuestions, innerAnswer, questionOf } from './innerAnswer.ts'
import { listProposals } from './proposalState.ts'
import { saidTogether } from './saidTogether.ts'
import { claimsOf, withSigned } from './withSigned.ts'

/** The DAO of these tests as the outer one: ann, ben, and a DAO with two votes. */
const inner = factory
const outerGenesis = {
  ...genesis,
  rules: { ...genesis.rules, mode: 1 },
  members: [seat(ann.address), seat(ben.address), seat(inner, 2n, 1n, 1)].sort((a, b) => (a.account < b.account ? -1 : 1)),
}
const outer = { ...genesisState(outerGenesis), founded: true }
const view = viewIn(outer)
const reduce = daoReducer({ chain, dao, recover, memberKindOf: memberKindOf(() => outer) })
const claim = (support: number, revision: bigint, signature: Hex) =>
  entryOf(
    ann,
    'ballot.cast',
    {
      v: 1,
      sheet: { member: inner, revision, choices: [{ decision: idOf(hosting), support, votes: 0n }] },
      signature,
      reason: 'not its own',
    },
    { view },
  )
const signature = (byte: string): Hex => `0x${byte.repeat(80)}`

test('S16 J5 R10 a claim counts exactly while the chain confirms it, and a false one hides no true one', () => {
  const registers = foldAll(
    reduce,
    [
      submitted(hosting),
      cast(ann, 1n, supports.for),
      claim(supports.for, 3n, signature('aa')),
      claim(supports.against, 9n, signature('bb')),
    ],
    view,
  )
  expect(claimsOf(registers)).toHaveLength(2)
  const status = (isSigned: Parameters<typeof withSigned>[1]) => stateAt(withSigned(registers, isSigned), outer)
  expect(status(() => false)).toMatchObject({ status: 'open', ballots: [{ member: ann.address }] })
  const confirmed = status((one) => one.signature === signature('aa'))
  expect(confirmed).toMatchObject({ status: 'decisive', enactable: true })
  expect(confirmed?.ballots.find(({ member }) => member === inner)).toMatchObject({
    support: supports.for,
    revision: 3n,
    ignored: null,
    reason: '',
    equivocated: false,
  })
  // Both signed: the higher revision is what it says now, and its Yes stays usable (R4).
  const both = status(() => true)
  expect(both?.ballots.find(({ member }) => member === inner)).toMatchObject({
    support: supports.against,
    usable: { support: supports.for, revision: 3n },
  })
  const { decisions, sheets } = enactingSheets(
    withSigned(registers, (one) => one.signature === signature('aa')),
    outer,
    [idOf(hosting)],
  )
  expect(decisions).toEqual([idOf(hosting)])
  expect(sheets.find(({ member }) => member === inner)?.signature).toBe(signature('aa'))
})

test('S16 J5 what a member that is a contract signed lies over records that go on: those that come later show under it', () => {
  const records = [submitted(hosting), cast(ann, 1n, supports.for), claim(supports.for, 3n, signature('aa'))]
  let now = foldAll(reduce, records, view)
  const live = { get: (key: string) => now.get(key), entries: (prefix: string) => now.entries(prefix) }
  const shown = withSigned(live, () => true)
  expect(
    stateAt(shown, outer)
      ?.ballots.map(({ member }) => member)
      .sort(),
  ).toEqual([ann.address, inner].sort())
  now = foldAll(reduce, [...records, cast(ben, 1n, supports.against)], view)
  const members = stateAt(shown, outer)?.ballots.map(({ member }) => member)
  expect(members?.sort()).toEqual([ann.address, ben.address, inner].sort())
  expect(shown.entries('').length).toBeGreaterThan(now.entries('').length)
})

const asked: OuterQuestion = { dao, support: supports.for, revision: 1n, title: 'Pay the hosting', content: 'One year.', decision: hosting }
const place = { chainId: chain.chainId, dao: inner }
const innerDomain = daomeshDomain(chain.chainId, inner)

/** The same three people as the members of `inner`, which is the DAO of this replica. */
const carry = (question: OuterQuestion, hash = outerDigestOf(chain.chainId, inner, question)) => {
  const text = writeQuestion(question)
  const decision = decisionOf(ann, 4n, 'Mesh asks', text, { calls: [approvalCall(inner, hash)] })
  return { decision, text, id: decisionIdOf(chain.chainId, inner, decision) }
}
const reduceInner = daoReducer({ chain, dao: inner, recover })

test('S16 P22 R10 the answer is there when its ballots could enact the approval, and is the signature they make', () => {
  const { decision, text, id } = carry(asked)
  const proposal = entryOf(ann, 'proposal.submit', { v: 1, draft: null, title: 'Mesh asks', content: text, decision }, { at: 5 })
  const vote = (of: typeof ann, support: number) => {
    const sheet = { member: of.address, revision: 1n, choices: [{ decision: id, support, votes: 0n }] }
    return entryOf(of, 'ballot.cast', { v: 1, sheet, signature: signTyped(of, innerDomain, 'BallotSheet', sheet), reason: '' })
  }
  const answerOf = (...entries: ReturnType<typeof vote>[]) =>
    innerAnswer(place, foldAll(reduceInner, [proposal, ...entries]), founded, id, { now: 500 })
  expect(answerOf()).toBeNull()
  expect(answerOf(vote(ann, supports.for), vote(ben, supports.against), vote(cat, supports.abstain))).toBeNull()
  const answer = answerOf(vote(ann, supports.for), vote(cat, supports.for))
  expect(answer).toMatchObject({ outer: dao, sheet: { member: inner, revision: 1n }, hash: outerDigestOf(chain.chainId, inner, asked) })
  expect(unpackLiveSignature(inner, answer?.hash ?? '0x', answer?.signature ?? '0x')?.approval).toEqual(decision)
  const registers = foldAll(reduceInner, [proposal])
  const enacted = later(founded, { kind: 'enacted', decision: id, transaction })
  expect(innerAnswer(place, registers, enacted, id, { now: 500 })?.signature).toBe(`0x${'00'.repeat(65)}`)
  expect(carriedQuestions(place, registers, founded, { now: 500 })).toMatchObject([{ question: asked, row: { id } }])
})

test('S16 C5 a text that asks one thing beside a call that signs another is no question', () => {
  for (const bent of [
    { ...asked, support: supports.against },
    { ...asked, revision: 2n },
    { ...asked, dao: inner },
  ]) {
    const { decision, text } = carry(bent, outerDigestOf(chain.chainId, inner, asked))
    expect(questionOf(place, decision, text)).toBeNull()
  }
  const { decision, text } = carry(asked)
  expect(questionOf(place, decision, text)).toEqual(asked)
  expect(questionOf({ ...place, dao }, decision, text)).toBeNull()
  expect(questionOf(place, { ...decision, calls: [...decision.calls, ...decision.calls] }, text)).toBeNull()
  expect(contentHashOf('Mesh asks', text)).toBe(decision.contentHash)
})

test('S17 an answer is given on each decision of its question, and a No or an abstention that is decisive is the answer', () => {
  const named = (['abstain', 'against', 'for'] as const).map((name, i) => {
    const question = { ...asked, support: supports[name], revision: BigInt(i + 1) }
    const text = writeQuestion(question)
    const decision = decisionOf(ann, BigInt(10 + i), `Mesh asks ${name}`, text, {
      calls: [approvalCall(inner, outerDigestOf(chain.chainId, inner, question))],
    })
    const body = { v: 1, draft: null, title: `Mesh asks ${name}`, content: text, decision }
    return { question, entry: entryOf(ann, 'proposal.submit', body, { at: 10 + i }), id: decisionIdOf(chain.chainId, inner, decision) }
  })
  const plain = decisionOf(ann, 20n, 'A lamp', 'Bright.')
  const lamp = entryOf(ann, 'proposal.submit', { v: 1, draft: null, title: 'A lamp', content: 'Bright.', decision: plain }, { at: 5 })
  const entries = [...named.map(({ entry }) => entry), lamp]
  const present = { now: 500 }
  const rowsOf = (registers: ReturnType<typeof foldAll>) => listProposals(registers, founded, present)
  const rows = rowsOf(foldAll(reduceInner, entries))
  expect(rows).toHaveLength(4)
  expect(shownAmong(place, rows).map(({ title }) => title)).toEqual(['Mesh asks for', 'A lamp'])
  const [question, ...others] = askedAmong(place, rows)
  if (question === undefined) throw new Error('not asked')
  expect(others).toEqual([])
  expect(question).toMatchObject({ outer: dao, decision: idOf(hosting), asked: { support: supports.for } })

  const sheetOf = (of: typeof ann, support: number) => {
    const choices = spreadAnswer(question.answers, support).map((one) => ({ decision: one.row.id, support: one.support, votes: 0n }))
    const sheet = { member: of.address, revision: 1n, choices }
    return entryOf(of, 'ballot.cast', { v: 1, sheet, signature: signTyped(of, innerDomain, 'BallotSheet', sheet), reason: '' })
  }
  for (const name of ['for', 'against', 'abstain'] as const) {
    const registers = foldAll(reduceInner, [...entries, sheetOf(ann, supports[name]), sheetOf(cat, supports[name])])
    const answers = named.map(({ id }) => innerAnswer(place, registers, founded, id, present))
    // Just the one that was given, and the question’s own tally says what was said.
    expect(answers.map((one) => one?.sheet.choices[0]?.support ?? null)).toEqual(
      named.map((one) => (one.question.support === supports[name] ? supports[name] : null)),
    )
    const shown = shownAmong(place, rowsOf(registers)).find(({ title }) => title === 'Mesh asks for')
    expect(shown?.tally[name]).toBe(2n)
    expect([shown?.tally.for, shown?.tally.against, shown?.tally.abstain].reduce((sum = 0n, one = 0n) => sum + one, 0n)).toBe(2n)
  }
  // Who said two things decides neither.
  const split = foldAll(reduceInner, [...entries, sheetOf(ann, supports.for), sheetOf(cat, supports.against)])
  expect(named.every(({ id }) => innerAnswer(place, split, founded, id, present) === null)).toBe(true)
})

test('S17 S22 C6 a question that the outer DAO was asked in turn is one question, and a No at the bottom is decisive where it says No at the top', () => {
  const names = ['abstain', 'against', 'for'] as const
  const top = { ...asked, dao: ben.address }
  /** Decisions of one DAO that answer something in another one, made together. */
  const answersTo = (by: typeof dao, question: OuterQuestion, first: number, title: string) =>
    names.map((name, i) => {
      const one = { ...question, support: supports[name], revision: BigInt(4 * first + i) }
      const content = writeQuestion(one)
      const calls = [approvalCall(by, outerDigestOf(chain.chainId, by, one))]
      return { title: `${title} ${name}`, content, decision: decisionOf(ann, BigInt(first + i), `${title} ${name}`, content, { calls }) }
    })
  // The DAO of these tests is asked by the top, and asks the inner one about each of its three decisions.
  const middle = answersTo(dao, top, 30, 'Top asks')
  const bottom = middle.map(({ title, content, decision }, i) =>
    answersTo(inner, { ...asked, dao, title, content, decision }, 40 + 10 * i, `Mesh asks: ${title}`),
  )
  const entries = bottom
    .flat()
    .map(({ title, content, decision }, i) =>
      entryOf(ann, 'proposal.submit', { v: 1, draft: null, title, content, decision }, { at: 10 + i }),
    )
  const present = { now: 500 }
  const rowsOf = (registers: ReturnType<typeof foldAll>) => listProposals(registers, founded, present)
  const rows = rowsOf(foldAll(reduceInner, entries))
  expect(rows).toHaveLength(9)
  const shownOf = (some: typeof entries, now = 500) =>
    shownAmong(place, listProposals(foldAll(reduceInner, some), founded, { now })).map(({ title }) => title)
  expect(shownAmong(place, rows).map(({ title }) => title)).toEqual(['Mesh asks: Top asks for for'])
  // Nothing else is ever shown of it: not while its records come, in whatever order, and not once all of them are over.
  for (const part of entries.keys()) {
    expect(shownOf(entries.slice(0, part))).toEqual([])
    expect(shownOf(entries.slice(part))).toEqual(['Mesh asks: Top asks for for'])
  }
  expect(shownOf(entries, 1_000_000)).toEqual(['Mesh asks: Top asks for for'])
  const questions = askedAmong(place, rows)
  const [[head, beside]] = [...questionsBeside(place, questions)] as [[AskedQuestion, readonly BesideQuestion[]]]
  expect(beside.map(({ support }) => support).sort()).toEqual([supports.against, supports.abstain].sort())

  for (const name of names) {
    const vote = (of: typeof ann) => {
      const spread = spreadAnswer(head.answers, supports[name], beside)
      const choices = spread.map(({ row, support }) => ({ decision: row.id, support, votes: 0n }))
      expect(choices).toHaveLength(9)
      const said = spread.map(({ row: { decision, content, title }, support }) => ({ decision, content, title, support }))
      // Read back, the nine are the one answer, and follow from the decision by which it is given.
      expect(saidTogether(place, said).map(({ asked: one, given, all }) => [one.title, one.support, given.title, all.length])).toEqual([
        ['Mesh asks: Top asks for for', supports[name], `Mesh asks: Top asks ${name} for`, 9],
      ])
      // A line that says something else hides behind none of them.
      const bent = said.map((line, i) =>
        i === 4 ? { ...line, support: line.support === supports.for ? supports.against : supports.for } : line,
      )
      expect(saidTogether(place, bent)).toHaveLength(9)
      const sheet = { member: of.address, revision: 1n, choices }
      return entryOf(of, 'ballot.cast', { v: 1, sheet, signature: signTyped(of, innerDomain, 'BallotSheet', sheet), reason: '' })
    }
    const registers = foldAll(reduceInner, [...entries, vote(ann), vote(cat)])
    const given = bottom.map((three) =>
      three.flatMap(({ decision }) => {
        const answer = innerAnswer(place, registers, founded, decisionIdOf(chain.chainId, inner, decision), present)
        return answer === null ? [] : answer.sheet.choices.map(({ support }) => support)
      }),
    )
    // On the decision that gives this answer at the top the inner DAO says For, and on that for For what it was asked.
    expect(given).toEqual(
      names.map((middleName) => [middleName === 'for' ? supports[name] : middleName === name ? supports.for : supports.against]),
    )
  }
})

test('S17 C6 what the outer DAO was asked twice is one question for the members of its members, whole or as it comes', () => {
  const top = { ...asked, dao: ben.address }
  const answersTo = (by: typeof dao, question: OuterQuestion, author: typeof ann, first: bigint, title: string) =>
    (['abstain', 'against', 'for'] as const).map((name, i) => {
      const one = { ...question, support: supports[name], revision: BigInt(i + 1) }
      const content = writeQuestion(one)
      const calls = [approvalCall(by, outerDigestOf(chain.chainId, by, one))]
      return { title: `${title} ${name}`, content, decision: decisionOf(author, first + BigInt(i), `${title} ${name}`, content, { calls }) }
    })
  // Ann and Ben of the middle did not hear of each other; each of their rounds is carried in, what stands for it last.
  const middle = [...answersTo(dao, top, ann, 30n, 'Top asks'), ...answersTo(dao, top, ben, 30n, 'Top asks')]
  const entries = middle
    .flatMap((one, i) => answersTo(inner, { ...asked, dao, ...one }, ann, BigInt(100 + 10 * i), `Mesh asks: ${one.title}`))
    .map((one, i) => entryOf(ann, 'proposal.submit', { v: 1, draft: null, ...one }, { at: 10 + i }))
  const rows = listProposals(foldAll(reduceInner, entries), founded, { now: 500 })
  expect(rows).toHaveLength(18)
  expect(shownAmong(place, rows)).toHaveLength(1)
  const questions = askedAmong(place, rows)
  const [[head, beside], ...others] = [...questionsBeside(place, questions)] as [[AskedQuestion, readonly BesideQuestion[]]]
  expect(others).toEqual([])
  expect(new Set(spreadAnswer(head.answers, supports.against, beside).map(({ row }) => row.id)).size).toBe(18)
  // In no order of their coming does anything show but the question itself.
  for (let known = 1; known <= entries.length; known++) {
    const some = listProposals(foldAll(reduceInner, entries.slice(0, known)), founded, { now: 500 })
    const shown = shownAmong(place, some).map(({ title }) => title)
    expect(shown.every((title) => title === 'Mesh asks: Top asks for for')).toBe(true)
    expect(shown).toHaveLength(known < 9 ? 0 : 1)
  }
})

test('S17 what two members asked at once is one question, answered on both, and one that no ballot can save stands by itself', () => {
  const roundBy = (by: typeof ann, first: bigint, expiresAt = 2_000) =>
    (['abstain', 'against', 'for'] as const).map((name, i) => {
      const question = { ...asked, support: supports[name], revision: BigInt(i + 1) }
      const content = writeQuestion(question)
      const calls = [approvalCall(inner, outerDigestOf(chain.chainId, inner, question))]
      const decision = decisionOf(by, first + BigInt(i), `Mesh asks ${name}`, content, { calls, expiresAt })
      return entryOf(by, 'proposal.submit', { v: 1, draft: null, title: `Mesh asks ${name}`, content, decision }, { at: 10 + i })
    })
  const late = roundBy(cat, 80n, 400)
  const entries = [...roundBy(ann, 60n), ...roundBy(ben, 70n), ...late]
  const present = { now: 500 }
  const rowsOf = (registers: ReturnType<typeof foldAll>) => listProposals(registers, founded, present)
  const before = rowsOf(foldAll(reduceInner, entries))
  expect(before).toHaveLength(9)
  expect(
    shownAmong(place, before)
      .map(({ status }) => status)
      .sort(),
  ).toEqual(['expired', 'open'])
  const [[head, beside]] = [...questionsBeside(place, askedAmong(place, before))] as [[AskedQuestion, readonly BesideQuestion[]]]
  expect(beside).toHaveLength(1)
  const choices = spreadAnswer(head.answers, supports.against, beside).map(({ row, support }) => ({ decision: row.id, support, votes: 0n }))
  const sheet = { member: ann.address, revision: 1n, choices }
  const ballot = entryOf(ann, 'ballot.cast', { v: 1, sheet, signature: signTyped(ann, innerDomain, 'BallotSheet', sheet), reason: '' })
  expect(choices).toHaveLength(6)
  const open = rowsOf(foldAll(reduceInner, [...entries, ballot])).filter(({ status }) => status !== 'expired')
  // The same on both: On each the answer No is given, and nothing else.
  expect(open.map(({ title, tally }) => [title, tally.for, tally.against]).sort()).toEqual(
    [
      ['Mesh asks abstain', 0n, 1n],
      ['Mesh asks abstain', 0n, 1n],
      ['Mesh asks against', 1n, 0n],
      ['Mesh asks against', 1n, 0n],
      ['Mesh asks for', 0n, 1n],
      ['Mesh asks for', 0n, 1n],
    ].sort(),
  )
})

test('S15 S16 G1 what the chain confirms of a DAO among the members counts in a record too, where its vote decides', () => {
  const withGrace = { ...outerGenesis, rules: { ...outerGenesis.rules, gracePeriod: 100, challengeWindow: 50 } }
  const graced = { ...genesisState(withGrace), founded: true }
  const all = [submitted(hosting), cast(ann, 1n, supports.for), claim(supports.for, 3n, signature('aa'))]
  const registers = foldAll(reduce, all, view)
  const shown = withSigned(registers, ({ signature: signed }) => signed === signature('aa'))
  // One of four votes passes nothing after the close alone; three of four are decisive, and with a grace period they wait for it in a record.
  expect(stateAt(registers, graced, 500)).toMatchObject({ enactable: false, record: { recordable: false } })
  expect(stateAt(shown, graced, 500)).toMatchObject({ status: 'passing', enactable: false, record: { recordable: true, atOnce: false } })
})
