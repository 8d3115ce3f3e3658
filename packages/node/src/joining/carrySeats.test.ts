import { changeRosterCall } from '@daomesh/chain'
import { keys } from '@daomesh/governance'
import {
  type Address,
  address,
  approvalCall,
  type Decision,
  joinDigestOf,
  memberKinds,
  type SeatQuestion,
  to0x,
  tributeCall,
  writeJoinQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import { decisionOf, now, proposalIn, readDaoOf, type Row } from '../fixtures/readDao.ts'
import { unaskedSeats } from './carrySeats.ts'

const [ann, mallory] = people.map((one) => address.parse(one.address)) as [Address, Address]
const [outerDao, innerDao] = ['da', 'db'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address]
const node = { chainView: { now: () => now }, account: { current: () => ann } }
const genesis = genesisOf(people.slice(0, 2))

const proposal = (dao: Address, by: Address, n: number, title: string, content: string, more: Partial<Decision>) =>
  proposalIn(dao, { by, at: n, title, content, decision: decisionOf(by, n, { title, content }, more) })
const spaceOf = (dao: Address, rows: readonly Row[]) => readDaoOf(dao, genesis, rows)
const seat: SeatQuestion = { kind: 'seat', outer: outerDao, power: 3n, shares: 3n }
const asking = (by: Address, n: number, question: SeatQuestion = seat, more: Partial<Decision> = {}) =>
  proposal(innerDao, by, n, `Join ${n}`, writeJoinQuestion(question, 'Do we?'), {
    calls: [
      approvalCall(innerDao, joinDigestOf(chain.chainId, innerDao, question)),
      ...(question.tribute === undefined
        ? []
        : [{ ...tributeCall(outerDao, question.tribute), codeHash: to0x(new Uint8Array(32).fill(1)) }]),
    ],
    ...more,
  })
const change = changeRosterCall(outerDao, [{ account: innerDao, kind: memberKinds.contract, power: 3n, mint: 3n }])
const outer = spaceOf(outerDao, [proposal(outerDao, ann, 1, 'Take it in', 'text', { calls: [change] }).row])
const offered = (...rows: readonly Row[]): number => unaskedSeats(node, outer, spaceOf(innerDao, rows)).length

test('M176 M358 what is offered is asked once', () => {
  expect(offered()).toBe(1)
  expect(offered(asking(ann, 1).row)).toBe(0)
})

test('M358 N4 questions to join what nobody offers take no room from what somebody does', () => {
  const nowhere = Array.from(
    { length: 8 },
    (_, n) => asking(mallory, n, { ...seat, outer: address.parse(`0x${String(n).repeat(40)}`) }).row,
  )
  expect(offered(...nowhere)).toBe(1)
})

test('M358 a question that its author takes back, that ballots cannot carry out, or that is for a tribute, keeps nobody from asking', () => {
  const asked = asking(mallory, 1)
  expect(offered(asked.row, { key: keys.withdrawn(asked.id, mallory), value: { entry: 'ab'.repeat(32) } })).toBe(1)
  for (const more of [{ executor: mallory }, { afterDecision: to0x(new Uint8Array(32).fill(9)) }, { rosterEpoch: 7 }])
    expect(offered(asking(mallory, 3, seat, more).row)).toBe(1)
  const tribute = { token: address.parse(`0x${'c0'.repeat(20)}`), amount: 10n ** 30n }
  expect(offered(asking(mallory, 2, { ...seat, tribute }).row)).toBe(1)
})

test('M406 a seat that another member asked about with an end before anybody could answer is asked about again, by each member once', () => {
  const short = { closesAt: now - 1 }
  expect(offered(asking(mallory, 1, seat, short).row)).toBe(1)
  expect(offered(asking(mallory, 1, seat, short).row, asking(ann, 2, seat, short).row)).toBe(0)
})
