import { address, bytes32, type Decision, type Genesis, writeSpinOffQuestion } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signaturesAddress } from '../calls/factoryAddress.ts'
import { departCall, provenSpinOff, spinOffTerms } from './spinOffCalls.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const hash = (n: number) => bytes32.parse(`0x${n.toString(16).padStart(64, '0')}`)
const rules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 60,
  gracePeriod: 0,
  challengeWindow: 0,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
const genesis: Genesis = {
  chainId: 1n,
  chainGenesis: hash(1),
  name: 'Brook',
  members: [{ account: at(1), kind: 0, power: 1n, shares: 10n }],
  rules,
  salt: hash(2),
}
const question = { genesis, totalShares: 30n, tokens: [at(0)], note: 'Farewell.' }
const call = departCall(hash(8), spinOffTerms(question))
const decisionOf = (more: Partial<Decision> = {}): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 1n,
  closesAt: 1,
  expiresAt: 2,
  executor: signaturesAddress(),
  afterDecision: hash(0),
  calls: [call],
  contentHash: hash(1),
  ...more,
})

test('A65 a spin-off is shown where the decision does just what its text says, and for nothing else', () => {
  const text = writeSpinOffQuestion(question)
  expect(provenSpinOff(1n, decisionOf(), text)).toEqual(question)
  for (const decision of [
    decisionOf({ executor: at(0) }),
    decisionOf({ afterDecision: hash(3) }),
    decisionOf({ calls: [] }),
    decisionOf({ calls: [call, call] }),
    decisionOf({ calls: [{ ...call, value: 1n }] }),
    decisionOf({ calls: [{ ...call, target: at(4) }] }),
  ])
    expect(provenSpinOff(1n, decision, text)).toBeNull()
  expect(provenSpinOff(2n, decisionOf(), text)).toBeNull()
  for (const other of [
    { ...question, totalShares: 31n },
    { ...question, tokens: [] },
    { ...question, genesis: { ...genesis, name: 'Creek' } },
    { ...question, genesis: { ...genesis, members: [{ account: at(1), kind: 0, power: 1n, shares: 11n }] } },
  ])
    expect(provenSpinOff(1n, decisionOf(), writeSpinOffQuestion(other))).toBeNull()
})

test('A65 the new DAO is where its whole founding leads', () => {
  const { newDao } = spinOffTerms(question)
  for (const more of [{ name: 'Creek' }, { salt: hash(3) }, { rules: { ...rules, gracePeriod: 1 } }])
    expect(spinOffTerms({ ...question, genesis: { ...genesis, ...more } }).newDao).not.toBe(newDao)
})
