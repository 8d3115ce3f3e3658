import { address, bytes32, type Decision, offerId, spaceId, writePartnershipQuestion } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { changeRosterCall } from '../calls/changeRosterCall.ts'
import { pairAddress } from '../calls/factoryAddress.ts'
import { meetCall } from './pairCalls.ts'
import { isPartnershipSide, partnershipCalls, type PartnershipSide, partnershipTerms, provenPartnership } from './partnership.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const hash = (n: number) => bytes32.parse(`0x${n.toString(16).padStart(64, '0')}`)
const codeHash = hash(8)
const mine: PartnershipSide = { dao: at(2), partner: at(1), gives: 2n, gets: 3n }
const theirs: PartnershipSide = { dao: at(1), partner: at(2), gives: 3n, gets: 2n }
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
    ...more,
  })

test('A59 R19.1 both sides make calls of their own that meet in the same terms; other powers, or another partner, are other terms', () => {
  const terms = partnershipTerms(mine)
  expect(partnershipTerms(theirs)).toBe(terms)
  expect(partnershipCalls(codeHash, mine)[0]).toEqual(partnershipCalls(codeHash, theirs)[0])
  for (const other of [
    { ...mine, gives: 3n },
    { ...mine, gets: 2n },
    { ...mine, partner: at(3) },
  ])
    expect(partnershipTerms(other)).not.toBe(terms)
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
