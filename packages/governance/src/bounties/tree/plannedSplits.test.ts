import {
  address,
  type Agreement,
  approvalCall,
  bountyIdOf,
  type Decision,
  noBounty,
  type SplitQuestion,
  writeSplitQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { partLeaf, plannedSplitDigest, plannedSplitOf } from './plannedSplits.ts'
import { buildSumTree } from './sumTree.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const [dao, escrow] = [at(2), at(0xe5)]
const place = { chainId: 31_337n, escrow }
const agreementOf = (issuer: number, hunter: number, amount: bigint): Agreement => ({
  issuer: at(issuer),
  hunter: at(hunter),
  token: at(0),
  amount,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: at(issuer),
  arbiter: at(9),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: amount,
})
const question: SplitQuestion = {
  escrow,
  agreement: agreementOf(1, 2, 10n),
  parts: [
    { agreement: agreementOf(2, 3, 4n), planned: null },
    { agreement: agreementOf(2, 4, 5n), planned: { root: `0x${'ab'.repeat(32)}`, sum: 5n } },
  ],
}
const tree = buildSumTree(question.parts.map((part) => partLeaf(place, part)))
const digest = plannedSplitDigest(place, bountyIdOf(place.chainId, escrow, question.agreement), tree)
const decision: Decision = {
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 0n,
  closesAt: 1,
  expiresAt: 2,
  executor: at(0),
  afterDecision: `0x${'0'.repeat(64)}`,
  calls: [approvalCall(dao, digest)],
  contentHash: noBounty,
}
const read = (change: Partial<SplitQuestion> = {}, made: Partial<Decision> = {}, of = dao) =>
  plannedSplitOf({ chainId: place.chainId, dao: of }, { ...decision, ...made }, writeSplitQuestion({ ...question, ...change }, 'On.'))

test('Q60 E1: a decision plans a split only if what it signs is worked out from the parts that its text names', () => {
  expect(read()).toMatchObject({ digest, tree: { sum: 9n, root: tree.root } })
  const [first, second] = question.parts
  if (first === undefined || second === undefined) throw new RangeError('two parts')
  expect(read({ parts: [second, first] })).toBeNull()
  expect(read({ parts: [first] })).toBeNull()
  expect(read({ parts: [first, { ...second, planned: null }] })).toBeNull()
  expect(read({ escrow: at(0xe6) })).toBeNull()
  expect(read({}, { calls: [...decision.calls, ...decision.calls] })).toBeNull()
  expect(read({}, { executor: at(7) })).toBeNull()
  expect(read({}, {}, at(3))).toBeNull()
  expect(plannedSplitOf({ chainId: 1n, dao }, decision, writeSplitQuestion(question, 'On.'))).toBeNull()
})

/** With a decision that signs just what these parts make, whatever it is. */
const signedAnyway = (parts: SplitQuestion['parts'], agreement = question.agreement) => {
  const whole = buildSumTree(parts.map((part) => partLeaf(place, part)))
  const hash = plannedSplitDigest(place, bountyIdOf(place.chainId, escrow, agreement), whole)
  return read({ parts, agreement }, { calls: [approvalCall(dao, hash)] })
}

test('Q60: parts that another issues, a bounty that another takes, and sums above its amount are no plan, though they were signed', () => {
  const [first] = question.parts
  if (first === undefined) throw new RangeError('parts')
  expect(signedAnyway([first])).not.toBeNull()
  expect(signedAnyway([{ agreement: agreementOf(5, 3, 4n), planned: null }])).toBeNull()
  expect(signedAnyway([{ agreement: agreementOf(2, 3, 11n), planned: null }])).toBeNull()
  expect(signedAnyway([{ agreement: agreementOf(2, 3, 10n), planned: null }])).not.toBeNull()
  expect(signedAnyway([first], agreementOf(1, 6, 10n))).toBeNull()
  expect(read({ parts: [{ ...first, planned: { root: noBounty, sum: 5n } }] })).toBeNull()
})
