import { expect, test } from 'vitest'
import { hash0x } from '../fixtures/entries.ts'
import { address } from '../ids.ts'
import { leaversOf, readSpinOffQuestion, writeSpinOffQuestion } from './spinOffQuestion.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const genesis = {
  chainId: 1n,
  chainGenesis: hash0x('g'),
  name: 'Brook',
  members: [1, 2].map((n) => ({ account: at(n), kind: 0, power: 1n, shares: BigInt(n) })),
  rules: {
    mode: 0,
    quorumBps: 1,
    thresholdBps: 1,
    votingPeriod: 1,
    gracePeriod: 0,
    challengeWindow: 0,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: hash0x('s'),
}
const question = { genesis, totalShares: 9n, tokens: [at(0), at(7)], note: 'We go\n\nour own way.' }

test('P95 a spin-off is read back from its text with who goes, and any other end makes it a text like any other', () => {
  const text = writeSpinOffQuestion(question)
  expect(readSpinOffQuestion(text)).toEqual(question)
  expect(leaversOf(question)).toEqual([
    { account: at(1), shares: 1n },
    { account: at(2), shares: 2n },
  ])
  for (const other of [
    question.note,
    `${text}more`,
    text.replace('daomesh-spin-off', 'daomesh-join'),
    writeSpinOffQuestion({ ...question, tokens: question.tokens.toReversed() }),
    writeSpinOffQuestion({ ...question, totalShares: 1n << 128n }),
    writeSpinOffQuestion({ ...question, genesis: { ...genesis, members: genesis.members.toReversed() } }),
  ])
    expect(readSpinOffQuestion(other)).toBeNull()
})
