import { address, bytes32, type Decision, type Merger, offerId, spaceId, writePartnershipQuestion } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { pairAddress } from '../calls/factoryAddress.ts'
import { meetCall } from './pairCalls.ts'
import { mergerEffects, presentRosterHash } from './mergerCalls.ts'
import { isPartnershipSide, partnershipCalls, type PartnershipSide, partnershipTerms, provenPartnership } from './partnership.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const hash = (n: number) => bytes32.parse(`0x${n.toString(16).padStart(64, '0')}`)
const codeHash = hash(8)
const mine: PartnershipSide = { dao: at(2), partner: at(1), gives: 2n, gets: 3n, merger: null }
const theirs: PartnershipSide = { dao: at(1), partner: at(2), gives: 3n, gets: 2n, merger: null }
const decisionOf = (more: Partial<Decision> = {}): Decision => ({
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: 1n,
  closesAt: 1,
  expiresAt: 2,
  executor: pairAddress(),
  afterDecision: hash(0),
  calls: partnershipCalls(codeHash, mine),
  contentHash: hash(1),
  ...more,
})
const text = (more: { readonly gives?: string; readonly gets?: string; readonly partner?: typeof mine.dao } = {}) =>
  writePartnershipQuestion({
    deal: spaceId.parse('d'.repeat(64)),
    offer: offerId.parse('0'.repeat(64)),
    partner: at(1),
    gives: '2',
    gets: '3',
    note: '',
    merger: null,
    ...more,
  })

test('A59 R19.1 both sides make calls of their own that meet in the same terms; other powers, or another partner, are other terms', () => {
  const terms = partnershipTerms(codeHash, mine)
  expect(partnershipTerms(codeHash, theirs)).toBe(terms)
  expect(partnershipCalls(codeHash, mine)[0]).toEqual(partnershipCalls(codeHash, theirs)[0])
  for (const other of [
    { ...mine, gives: 3n },
    { ...mine, gets: 2n },
    { ...mine, partner: at(3) },
  ])
    expect(partnershipTerms(codeHash, other)).not.toBe(terms)
})

test('A59 a decision does its side where it makes just those calls, reserved to the pair, after nothing', () => {
  expect(isPartnershipSide(decisionOf(), mine)).toBe(true)
  const [meet, seat] = decisionOf().calls
  if (meet === undefined || seat === undefined) throw new RangeError('two calls')
  const pays = { target: at(7), value: 1n, data: '0x' as const, codeHash: hash(0) }
  const mints = changeRosterCall(mine.dao, [{ account: at(1), kind: 1, power: 2n, mint: 5n }])
  const asKey = changeRosterCall(mine.dao, [{ account: at(1), kind: 0, power: 2n, mint: 0n }])
  const wrong: readonly Partial<Decision>[] = [
    { executor: at(0) },
    { afterDecision: hash(3) },
    { calls: [] },
    { calls: [meet] },
    { calls: [seat] },
    { calls: [seat, meet] },
    { calls: [meet, seat, pays] },
    { calls: [meet, mints] },
    { calls: [meet, asKey] },
    { calls: [meet, { ...seat, target: at(1) }] },
    { calls: [{ ...meet, value: 1n }, seat] },
    { calls: [{ ...meet, target: at(5) }, seat] },
    { calls: [meetCall(pairAddress(), hash(9), codeHash), seat] },
  ]
  expect(wrong.map((more) => isPartnershipSide(decisionOf(more), mine))).toEqual(wrong.map(() => false))
  expect(isPartnershipSide(decisionOf(), { ...mine, gives: 3n })).toBe(false)
})

test('A59 a text that says other powers or another partner than the calls is a text like any other', () => {
  expect(provenPartnership(mine.dao, decisionOf(), text())).toMatchObject({ partner: at(1), gives: '2', gets: '3' })
  for (const other of [text({ gives: '1' }), text({ gets: '9' }), text({ partner: at(3) }), text({ partner: mine.dao }), 'Friends.'])
    expect(provenPartnership(mine.dao, decisionOf(), other)).toBeNull()
  expect(provenPartnership(theirs.dao, decisionOf(), text())).toBeNull()
})

const seat = (n: number, power: string, shares: string) => ({ account: at(n), kind: 0, power, shares })
const one = { numerator: '1', denominator: '1' }
/** The smaller address goes into the other one. */
const merger: Merger = {
  from: at(1),
  into: at(2),
  power: one,
  shares: one,
  pays: [
    { token: at(0), amount: '5', codeHash: hash(0) },
    { token: at(6), amount: '7', codeHash: hash(9) },
  ],
  fromRoster: [seat(11, '1', '10')],
  intoRoster: [seat(12, '1', '10')],
  takes: [{ account: at(11), kind: 0, power: '1', mint: '10' }],
}
const stays: PartnershipSide = { dao: at(2), partner: at(1), gives: 0n, gets: 0n, merger }
const goes: PartnershipSide = { dao: at(1), partner: at(2), gives: 0n, gets: 0n, merger }

test('A64 R20.1 both sides of a merger meet in the same terms; another weight, payment or roster is another merger', () => {
  expect(partnershipTerms(codeHash, stays)).toBe(partnershipTerms(codeHash, goes))
  const [pays, takes] = [partnershipCalls(codeHash, goes), partnershipCalls(codeHash, stays)]
  expect([pays.length, takes.length]).toEqual([4, 3])
  expect(pays[2]).toEqual({ target: at(2), value: 5n, data: '0x', codeHash: hash(0) })
  expect(pays[3]).toMatchObject({ target: at(6), value: 0n, codeHash: hash(9) })
  for (const other of [
    { ...merger, pays: [] },
    { ...merger, fromRoster: [seat(11, '1', '11')] },
    { ...merger, intoRoster: [seat(12, '2', '10')] },
    { ...merger, takes: [{ account: at(11), kind: 0, power: '1', mint: '11' }] },
  ])
    expect(partnershipTerms(codeHash, { ...goes, merger: other })).not.toBe(partnershipTerms(codeHash, goes))
})

test('A64 R19.4 a roster is hashed as the contract gives it, with the seats of those who left', () => {
  expect(presentRosterHash([seat(11, '1', '10')])).not.toBe(presentRosterHash([seat(11, '1', '10'), seat(13, '0', '0')]))
  expect(mergerEffects(codeHash, merger).from[0]?.data).not.toBe(mergerEffects(codeHash, merger).into[0]?.data)
})

test('A64 a merger is shown only where the decision does just it, in a DAO that is one of both', () => {
  const asked = text({ gives: '0', gets: '0' })
  const question = {
    deal: spaceId.parse('d'.repeat(64)),
    offer: offerId.parse('0'.repeat(64)),
    partner: at(1),
    gives: '0',
    gets: '0',
    note: 'N',
    merger,
  }
  const decision = decisionOf({ calls: partnershipCalls(codeHash, stays) })
  expect(provenPartnership(at(2), decision, writePartnershipQuestion(question))).toEqual(question)
  expect(provenPartnership(at(2), decision, asked)).toBeNull()
  expect(provenPartnership(at(7), decision, writePartnershipQuestion(question))).toBeNull()
  expect(provenPartnership(at(2), decision, writePartnershipQuestion({ ...question, partner: at(5) }))).toBeNull()
  expect(provenPartnership(at(2), decision, writePartnershipQuestion({ ...question, merger: { ...merger, pays: [] } }))).toBeNull()
  expect(provenPartnership(at(2), decisionOf({ calls: partnershipCalls(codeHash, goes) }), writePartnershipQuestion(question))).toBeNull()
})
