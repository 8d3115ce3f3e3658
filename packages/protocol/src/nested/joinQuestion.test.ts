import { expect, test } from 'vitest'
import { daomeshDomain, hashTypedData } from '../eip712/hashTypedData.ts'
import type { Decision, Genesis } from '../eip712/types.ts'
import { address, zeroAddress } from '../ids.ts'
import { approvalCall } from './approval.ts'
import {
  joinDigestOf,
  type JoinQuestion,
  joinQuestionOf,
  readJoinQuestion,
  type SeatQuestion,
  tributeCall,
  writeJoinQuestion,
} from './joinQuestion.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [mill, valley, ann, factory] = [at('11'), at('22'), at('33'), at('fa')]
const zero = `0x${'0'.repeat(64)}` as const
const place = { chainId: 31_337n, dao: mill }
const genesis: Genesis = {
  chainId: 31_337n,
  chainGenesis: `0x${'ab'.repeat(32)}`,
  name: 'Watershed',
  members: [
    { account: mill, kind: 1, power: 3n, shares: 300n },
    { account: ann, kind: 0, power: 1n, shares: 100n },
  ],
  rules: {
    mode: 1,
    quorumBps: 5000,
    thresholdBps: 5000,
    votingPeriod: 60,
    gracePeriod: 0,
    challengeWindow: 60,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: zero,
}
const founding: JoinQuestion = { kind: 'founding', factory, genesis }
const seat: JoinQuestion = { kind: 'seat', outer: valley, power: 3n, shares: (1n << 128n) - 1n }
const deciding = (hash: `0x${string}`): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 1n,
  closesAt: 1,
  expiresAt: 2,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [approvalCall(mill, hash)],
  contentHash: zero,
})

test('P86 a question to join is read back as it was written, and what a DAO signs of a founding is what every founder signs', () => {
  for (const question of [founding, seat]) {
    const text = writeJoinQuestion(question, 'Together.')
    expect(text.startsWith('Together.\n\n')).toBe(true)
    expect(readJoinQuestion(text)).toEqual(question)
    expect(joinQuestionOf(place, deciding(joinDigestOf(31_337n, mill, question)), text)).toEqual(question)
  }
  expect(joinDigestOf(31_337n, mill, founding)).toBe(hashTypedData(daomeshDomain(31_337n, factory), 'Genesis', genesis))
})

test('P86 C5 a text that names other terms than its call signs asks nothing', () => {
  const bent: readonly JoinQuestion[] = [
    { ...seat, power: 4n },
    { ...seat, shares: 3n },
    { ...seat, outer: ann },
    { ...founding, factory: valley },
    { ...founding, genesis: { ...genesis, name: 'Desert' } },
  ]
  for (const question of bent) {
    const own = question.kind === 'seat' ? seat : founding
    expect(joinQuestionOf(place, deciding(joinDigestOf(31_337n, mill, own)), writeJoinQuestion(question, ''))).toBeNull()
  }
  // Nor what is signed for another DAO, on another chain, or where this DAO is no founder, or one with a key.
  const text = writeJoinQuestion(seat, '')
  expect(joinQuestionOf(place, deciding(joinDigestOf(31_337n, ann, seat)), text)).toBeNull()
  expect(joinQuestionOf(place, deciding(joinDigestOf(1n, mill, seat)), text)).toBeNull()
  for (const members of [genesis.members.slice(1), genesis.members.map((one) => ({ ...one, kind: 0 }))]) {
    const other: JoinQuestion = { ...founding, genesis: { ...genesis, members } }
    expect(joinQuestionOf(place, deciding(joinDigestOf(31_337n, mill, other)), writeJoinQuestion(other, ''))).toBeNull()
  }
  const elsewhere: JoinQuestion = { ...founding, genesis: { ...genesis, chainId: 1n } }
  expect(joinQuestionOf(place, deciding(joinDigestOf(31_337n, mill, elsewhere)), writeJoinQuestion(elsewhere, ''))).toBeNull()
  expect(readJoinQuestion(`A lamp.\n\n~~~daomesh-join\nAAAA\n~~~\n`)).toBeNull()
})

test('P102 C5 a seat for a tribute is asked where the second call allows just that, under the digest of the seat alone', () => {
  const tribute = { token: at('70'), amount: (1n << 256n) - 1n }
  const asked: SeatQuestion = { kind: 'seat', outer: valley, power: 3n, shares: 5n, tribute }
  const plain: JoinQuestion = { kind: 'seat', outer: valley, power: 3n, shares: 5n }
  const digest = joinDigestOf(31_337n, mill, asked)
  expect(digest).toBe(joinDigestOf(31_337n, mill, plain))
  const allowing = (outer: typeof valley, given = tribute): Decision => {
    const { calls, ...rest } = deciding(digest)
    return { ...rest, calls: [...calls, { ...tributeCall(outer, given), codeHash: `0x${'cc'.repeat(32)}` }] }
  }
  const text = writeJoinQuestion(asked, 'Across.')
  expect(readJoinQuestion(text)).toEqual(asked)
  expect(joinQuestionOf(place, allowing(valley), text)).toEqual(asked)
  // Another amount, token or taker, nothing allowed, more beside it, or an allowance that the text does not tell: a text like any other.
  const whole = allowing(valley)
  const bent: readonly (readonly [Decision, string])[] = [
    [allowing(valley, { ...tribute, amount: 1n }), text],
    [allowing(valley, { ...tribute, token: at('71') }), text],
    [allowing(ann), text],
    [deciding(digest), text],
    [{ ...whole, calls: [...whole.calls, ...whole.calls.slice(1)] }, text],
    [{ ...whole, calls: whole.calls.toReversed() }, text],
    [whole, writeJoinQuestion(plain, 'Across.')],
  ]
  for (const [decision, words] of bent) expect(joinQuestionOf(place, decision, words)).toBeNull()
  for (const none of [
    { ...tribute, amount: 0n },
    { ...tribute, token: at('00') },
  ])
    expect(readJoinQuestion(writeJoinQuestion({ ...asked, tribute: none }, 'Across.'))).toBeNull()
})
