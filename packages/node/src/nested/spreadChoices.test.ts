import { contentHashOf, foldFacts, keys, registersOf } from '@daomesh/governance'
import {
  type Address,
  address,
  approvalCall,
  type Cbor,
  type Decision,
  decisionIdOf,
  outerDigestOf,
  type OuterQuestion,
  slotOf,
  type Support,
  supports,
  to0x,
  toRecord,
  writeQuestion,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import type { ReadDao } from '../spaces/space.ts'
import { fittingChoices, spreadChoices } from './spreadChoices.ts'

const [ann] = people.map((one) => address.parse(one.address)) as [Address]
const [outerDao, innerDao] = ['da', 'db'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address]
const zero = to0x(new Uint8Array(32))
const closesAt = 2_000

const decisionOf = (n: number, title: string, content: string, more: Partial<Decision> = {}): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: slotOf(ann, BigInt(n)),
  closesAt,
  expiresAt: 9_000,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [],
  contentHash: contentHashOf(title, content),
  ...more,
})
/** What asks about the outer proposal of this number: a decision for each answer. */
const askedAbout = (number: number) =>
  Object.values(supports).map((support, i) => {
    const outer = { title: `Mend weir ${number}`, content: 'All of it.' }
    const n = number * 3 + i
    const question: OuterQuestion = {
      dao: outerDao,
      support,
      revision: BigInt(n + 1),
      ...outer,
      decision: decisionOf(number, outer.title, outer.content),
    }
    const [title, content] = [`Asks ${n}`, writeQuestion(question)]
    const decision = decisionOf(n, title, content, { calls: [approvalCall(innerDao, outerDigestOf(chain.chainId, innerDao, question))] })
    const id = decisionIdOf(chain.chainId, innerDao, decision)
    const value = { by: ann, draft: null, title, content, decision: toRecord(decision) as Cbor, entry: 'ab'.repeat(32), at: n }
    return { support, id, row: { key: keys.proposal(id), value } }
  })
const asked = askedAbout(1)
const many = Array.from({ length: 30 }, (_, n) => askedAbout(n + 2))
const genesis = genesisOf(people.slice(0, 3))
const [registers, state] = [registersOf([asked, ...many].flat().map(({ row }) => row)), foldFacts(genesis, [{ kind: 'founded', genesis }])]
const inner: ReadDao = {
  record: { dao: innerDao, chain },
  registers: () => registers,
  chainState: () => state,
  facts: {
    events: () => [{ block: 1n, blockHash: zero, transaction: zero, logIndex: 0, fact: { kind: 'founded', genesis }, at: 500 }],
  },
  spentSlots: { slots: () => new Set<bigint>() },
}
/** What one answer to the question says on the decision for each answer that the DAO may give. */
const said = (support: Support, now: number): Readonly<Record<number, string>> => {
  const node = { chainView: { now: () => now }, bounties: { escrow: zeroAddress } }
  const decision = asked.find((one) => one.support === supports.for)?.id ?? zero
  const spread = spreadChoices(node, inner, [{ decision: decision as (typeof asked)[number]['id'], support }])
  return Object.fromEntries(spread.map((choice) => [asked.find(({ id }) => id === choice.decision)?.support ?? -1, choice.support]))
}

test.each([
  ['while the inner vote is open', closesAt - 1],
  ['after its close, when its ballots still count', closesAt + 1],
])('M355 S17 a No of the members flows out as their Yes does, %s', (_, now) => {
  const { for: yes, against: no, abstain } = supports
  expect(said('against', now)).toEqual({ [yes]: 'against', [no]: 'for', [abstain]: 'against' })
  expect(said('for', now)).toEqual({ [yes]: 'for', [no]: 'against', [abstain]: 'against' })
})

test('M80 S17 of answers that stand on more decisions than a sheet has room for as many are signed as fit, the first asked ones', () => {
  const node = { chainView: { now: () => closesAt - 1 }, bounties: { escrow: zeroAddress } }
  const choices = many.flatMap((all) =>
    all.flatMap(({ support, id }) => (support === supports.for ? [{ decision: id, support: 'for' as const }] : [])),
  )
  expect(choices).toHaveLength(30)
  const fitting = fittingChoices(node, inner, choices)
  expect(fitting).toEqual(choices.slice(0, 21))
  expect(spreadChoices(node, inner, fitting).length).toBe(63)
  expect(fittingChoices(node, inner, choices.slice(0, 21))).toHaveLength(21)
})
