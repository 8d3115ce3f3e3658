import { address, bytes32, type Decision, type PowerPromise, termsHashOf, writePowerPromise } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { escrowAddress, powerRewardsAddress } from '../calls/factoryAddress.ts'
import { isPromiseOf, promiseCalls, provenPromise, redeemedHeld } from './powerPromise.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const hash = (n: number) => bytes32.parse(`0x${n.toString(16).padStart(64, '0')}`)
const dao = at(1)
const terms = { v: 1 as const, title: 'Lamp', brief: 'A lamp.', tags: [], files: [], power: '5' }
const promise: PowerPromise = {
  escrow: escrowAddress(),
  agreement: {
    issuer: dao,
    hunter: at(2),
    token: at(0),
    amount: 7n,
    termsHash: termsHashOf(terms),
    deliverBy: 9,
    reviewPeriod: 3,
    reviewer: at(1),
    arbiter: at(3),
    defaultSplit: 5000,
    parent: hash(0),
    validUntil: 8,
    nonce: 4n,
  },
  terms,
  kind: 0,
  held: 2n,
}
const decisionOf = (more: Partial<Decision> = {}, of = promise): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 1n,
  closesAt: 1,
  expiresAt: 2,
  executor: at(0),
  afterDecision: hash(0),
  calls: promiseCalls(hash(8), of),
  contentHash: hash(1),
  ...more,
})

test('A62 R24 a decision gives promised power where it makes just those calls, by anybody, after nothing', () => {
  expect(isPromiseOf(decisionOf(), promise)).toBe(true)
  expect(redeemedHeld(decisionOf())).toBe(2n)
  const [redeem, seat] = decisionOf().calls
  if (redeem === undefined || seat === undefined) throw new RangeError('two calls')
  const giving = (power: bigint, kind = 0, mint = 0n) => changeRosterCall(dao, [{ account: at(2), kind, power, mint }])
  const pays = { target: at(7), value: 1n, data: '0x' as const, codeHash: hash(0) }
  const wrong: readonly Partial<Decision>[] = [
    { executor: at(3) },
    { afterDecision: hash(3) },
    { calls: [] },
    { calls: [redeem] },
    { calls: [seat] },
    { calls: [seat, redeem] },
    { calls: [redeem, seat, pays] },
    { calls: [redeem, giving(5n)] },
    { calls: [redeem, giving(7n, 1)] },
    { calls: [redeem, giving(7n, 0, 1n)] },
    { calls: [redeem, { ...seat, target: at(2) }] },
    { calls: [{ ...redeem, value: 1n }, seat] },
    { calls: [{ ...redeem, target: at(5) }, seat] },
    // No pin: whatever stands there then would be called.
    { calls: [{ ...redeem, codeHash: hash(0) }, seat] },
  ]
  expect(wrong.map((more) => isPromiseOf(decisionOf(more), promise))).toEqual(wrong.map(() => false))
  const others: readonly PowerPromise[] = [
    { ...promise, held: 3n },
    { ...promise, kind: 1 },
    { ...promise, terms: { ...terms, power: '6' } },
    { ...promise, agreement: { ...promise.agreement, hunter: at(4) } },
    { ...promise, agreement: { ...promise.agreement, amount: 8n } },
  ]
  expect(others.map((one) => isPromiseOf(decisionOf(), one))).toEqual(others.map(() => false))
  expect(redeemedHeld(decisionOf({ calls: [seat] }))).toBeNull()
  expect(redeemedHeld(decisionOf({ calls: [{ ...seat, target: powerRewardsAddress() }] }))).toBeNull()
})

test('A62 C5 a text that promises something else than the calls is a text like any other: another bounty, hunter, power, escrow or DAO', () => {
  expect(provenPromise(dao, decisionOf(), writePowerPromise(promise))).toEqual(promise)
  const bent: readonly PowerPromise[] = [
    { ...promise, held: 3n },
    { ...promise, agreement: { ...promise.agreement, nonce: 5n } },
    { ...promise, agreement: { ...promise.agreement, hunter: at(4) } },
    { ...promise, escrow: at(9) },
  ]
  for (const one of bent) expect(provenPromise(dao, decisionOf(), writePowerPromise(one))).toBeNull()
  expect(provenPromise(at(9), decisionOf(), writePowerPromise(promise))).toBeNull()
  expect(provenPromise(dao, decisionOf(), 'A lamp.')).toBeNull()
  // The very calls, of an escrow that is not this version's: what they would look at is another one.
  const foreign = { ...promise, escrow: at(9) }
  expect(provenPromise(dao, decisionOf({}, foreign), writePowerPromise(foreign))).toBeNull()
})
