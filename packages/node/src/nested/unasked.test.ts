import { keys } from '@daomesh/governance'
import {
  type Address,
  address,
  approvalCall,
  type ChainFact,
  type Decision,
  decisionIdOf,
  memberKinds,
  outerDigestOf,
  type OuterQuestion,
  slotOf,
  supports,
  to0x,
  writeQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import { decisionOf, now, proposalIn, readDaoOf, type Row, zero } from '../fixtures/readDao.ts'
import type { ReadDao } from '../spaces/space.ts'
import { questionsOn } from './questionsOn.ts'
import { mostAsked, unasked } from './unasked.ts'

const [ann, mallory] = people.map((one) => address.parse(one.address)) as [Address, Address]
const [outerDao, innerDao] = ['da', 'db'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address]
const idle = [{ target: ann, value: 1n, data: '0x' as const, codeHash: zero }]
const decisionBy = (by: Address, n: number, title: string, content: string, more: Partial<Decision> = {}): Decision =>
  decisionOf(by, n, { title, content }, { calls: idle, ...more })
const proposal = (dao: Address, by: Address, n: number, written: { title: string; content: string; decision: Decision }) =>
  proposalIn(dao, { by, at: n, ...written }).row
const outerProposal = (by: Address, n: number) => {
  const [title, content] = [`Proposal ${n}`, 'One year.']
  return proposal(outerDao, by, n, { title, content, decision: decisionBy(by, n, title, content) })
}
const spaceOf = (dao: Address, members: readonly Address[], rows: readonly Row[], facts: readonly ChainFact[] = []) => {
  const made = genesisOf(people.slice(0, 1))
  const genesis = {
    ...made,
    rules: { ...made.rules, votingPeriod: 10_000, challengeWindow: 0, gracePeriod: 0 },
    members: members.toSorted().map((account) => ({
      account,
      kind: account === innerDao ? memberKinds.contract : memberKinds.key,
      power: 1n,
      shares: 1n,
    })),
  }
  return readDaoOf(dao, genesis, rows, facts)
}
const nodeAt = (time: number, account = ann) => ({ chainView: { now: () => time }, account: { current: () => account } })
const node = nodeAt(now)
const titles = (outer: ReadDao, inner: ReadDao, by = node) => unasked(by, outer, inner).map((group) => group.at(-1)?.title)

test('M336 N4 of one author so many proposals are carried into an inner DAO at a time, and those of others all the same', () => {
  const many = Array.from({ length: 3 * mostAsked }, (_, n) => outerProposal(mallory, n))
  const honest = outerProposal(ann, 9_999)
  const outer = spaceOf(outerDao, [ann, mallory, innerDao], [...many, honest])
  const first = titles(outer, spaceOf(innerDao, [ann], []))
  expect(first).toHaveLength(mostAsked + 1)
  expect(first).toContain('Proposal 9999')
  // The oldest come first; while they wait for an answer no further one of theirs is asked.
  expect(first.slice(0, 3)).toEqual(['Proposal 0', 'Proposal 1', 'Proposal 2'])
  const put = unasked(node, outer, spaceOf(innerDao, [ann], [])).flatMap((group) => group)
  const asking = spaceOf(innerDao, [ann], [])
  const carried = put.flatMap((row, n) =>
    questionsOn(outer, asking, row).map(({ content, question }, i) => {
      const title = `${question.title} ${i}`
      return proposal(innerDao, ann, n, {
        title,
        content,
        decision: decisionBy(ann, n * 3 + i, title, content, {
          calls: [approvalCall(innerDao, outerDigestOf(chain.chainId, innerDao, question))],
        }),
      })
    }),
  )
  expect(titles(outer, spaceOf(innerDao, [ann], carried))).toEqual([])
  // Room is made as they end: here all of what was carried but two is here.
  expect(titles(outer, spaceOf(innerDao, [ann], carried.slice(6)))).toHaveLength(2)
})

const asking = spaceOf(innerDao, [ann], [])
/** The questions on an outer proposal as a member wrote them into the inner DAO. */
const carriedBy = (
  by: Address,
  outer: ReadDao,
  change: (question: OuterQuestion) => OuterQuestion = (question) => question,
  more: Partial<Decision> = {},
) =>
  unasked(node, outer, asking)
    .flatMap((group) => group)
    .flatMap((row) => questionsOn(outer, asking, row))
    .map(({ question: made }, i) => {
      const question = change(made)
      const [title, content] = [`${question.title} ${i}`, writeQuestion(question)]
      const calls = [approvalCall(innerDao, outerDigestOf(chain.chainId, innerDao, question))]
      const decision = decisionBy(by, i, title, content, { calls, ...more })
      const row = proposal(innerDao, by, i, { title, content, decision })
      const withdrawn = { key: keys.withdrawn(decisionIdOf(chain.chainId, innerDao, decision), by), value: { entry: 'ab'.repeat(32) } }
      return { support: question.support, row, withdrawn }
    })
const valley = spaceOf(outerDao, [ann, innerDao], [outerProposal(ann, 1)])

test('M190 M353 a question that a member wrote in part, took back, or worded so that no answer to it counts, keeps nobody from asking it', () => {
  const whole = carriedBy(mallory, valley)
  const asked = (...rows: readonly Row[]) => titles(valley, spaceOf(innerDao, [ann], rows))
  expect(asked(...whole.map(({ row }) => row))).toEqual([])
  for (const alone of Object.values(supports))
    expect(asked(...whole.flatMap(({ support, row }) => (support === alone ? [row] : [])))).toEqual(['Proposal 1'])
  expect(asked(...whole.flatMap(({ row, withdrawn }) => [row, withdrawn]))).toEqual(['Proposal 1'])
  const { withdrawn } = whole.find(({ support }) => support === supports.against)!
  expect(asked(...whole.map(({ row }) => row), withdrawn)).toEqual(['Proposal 1'])
  for (const more of [
    { executor: mallory },
    { afterDecision: to0x(new Uint8Array(32).fill(9)) },
    { rosterEpoch: 7 },
    { rulesEpoch: 7 },
    { slot: slotOf(mallory, 1n) },
  ])
    expect(asked(...carriedBy(mallory, valley, undefined, more).map(({ row }) => row))).toEqual(['Proposal 1'])
  for (const words of [{ content: 'Nothing of note.' }, { title: 'Thanks' }])
    expect(asked(...carriedBy(mallory, valley, (question) => ({ ...question, ...words })).map(({ row }) => row))).toEqual(['Proposal 1'])
  const high = carriedBy(mallory, valley, (question) => ({ ...question, revision: question.revision + (1n << 32n) }))
  expect(asked(...high.map(({ row }) => row))).toEqual(['Proposal 1'])
})

test('M353 R4 what was asked under revisions that the DAO has revoked since is asked again', () => {
  const carried = carriedBy(ann, valley).map(({ row }) => row)
  const revoked = spaceOf(
    outerDao,
    [ann, innerDao],
    [outerProposal(ann, 1)],
    [{ kind: 'revoked', member: innerDao, minRevision: 1n << 31n }],
  )
  expect(titles(valley, spaceOf(innerDao, [ann], carried))).toEqual([])
  expect(titles(revoked, spaceOf(innerDao, [ann], carried))).toEqual(['Proposal 1'])
})

test('M354 G13 what others let end and record before a DAO was asked is asked while the window of the record is open, and not after it', () => {
  const [title, content] = ['Quick', 'Before anybody looks.']
  const decision = decisionBy(mallory, 1, title, content, { closesAt: now - 100 })
  const at = (windowEnd: number) =>
    spaceOf(
      outerDao,
      [ann, mallory, innerDao],
      [proposal(outerDao, mallory, 1, { title, content, decision })],
      [
        {
          kind: 'recorded',
          decision: decisionIdOf(chain.chainId, outerDao, decision),
          record: {
            rosterEpoch: 0,
            rulesEpoch: 0,
            start: now - 50,
            windowEnd,
            passes: true,
            against: 0n,
            for: 0n,
            abstain: 0n,
            ballots: [],
          },
          transaction: zero,
        },
      ],
    )
  expect(titles(at(now + 50), asking)).toEqual(['Quick'])
  expect(titles(at(now), asking)).toEqual([])
})

test('M353 what a member asked with an end before its time is asked again once it is over, by each other member once', () => {
  // The vote began at this second and ends 10 000 later; whoever carries it has the members answer until 7 500 of them are over, or longer.
  const askedBy = (by: Address, closesAt: number) =>
    spaceOf(
      innerDao,
      [ann, mallory],
      carriedBy(by, valley, undefined, { closesAt }).map(({ row }) => row),
    )
  const short = askedBy(mallory, now + 10)
  expect(titles(valley, short, nodeAt(now + 10))).toEqual([])
  expect(titles(valley, short, nodeAt(now + 11))).toEqual(['Proposal 1'])
  expect(titles(valley, short, nodeAt(now + 11, mallory))).toEqual([])
  const fair = askedBy(mallory, now + 7_500)
  expect(titles(valley, fair, nodeAt(now + 7_501))).toEqual([])
})
