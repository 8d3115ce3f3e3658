import { expect, test } from 'vitest'
import type { BountySummary } from './bounties.ts'
import { accountsOf, roleOf, stageOf, stateWordOf } from './stageOf.ts'

type Row = Parameters<typeof stageOf>[0]
type Due = BountySummary['dues'][number]
const [me, dao, other] = [`0x${'01'.repeat(20)}`, `0x${'02'.repeat(20)}`, `0x${'03'.repeat(20)}`] as const
const mine = new Set<string>([me, dao])
const due = (role: Due['role'], state: Due['state'], account: string = me) => ({ role, state, account }) as Due
const row = (status: Row['status'], sides: Partial<Row> = {}): Row =>
  ({ status, issuer: other, hunter: other, reviewer: other, arbiter: other, dispute: null, dues: [], ...sides }) as Row

test('who does the work works until it is delivered, and then waits for the review of the other', () => {
  const hunter = { hunter: me } as Partial<Row>
  expect(stageOf(row('funded', hunter), mine)).toBe('working')
  expect(stageOf(row('delivered', hunter), mine)).toBe('waiting')
  expect(stageOf(row('none', hunter), mine)).toBe('waiting')
  expect(stageOf(row('funded', { dues: [due('waits', 'waiting')] }), mine)).toBe('working')
})

test('who pays waits for the work, and reviews what was delivered', () => {
  const issuer = { issuer: dao } as Partial<Row>
  expect(stageOf(row('funded', issuer), mine)).toBe('waiting')
  expect(stageOf(row('delivered', issuer), mine)).toBe('reviewing')
  expect(stageOf(row('objected', issuer), mine)).toBe('waiting')
})

test('done is what is cancelled, or released with nothing left to be paid', () => {
  expect(stageOf(row('cancelled', { issuer: me } as Partial<Row>), mine)).toBe('done')
  expect(stageOf(row('released', { hunter: me } as Partial<Row>), mine)).toBe('done')
  for (const state of ['waiting', 'frozen', 'payable'] as const)
    expect(stageOf(row('released', { dues: [due('owes', state)] }), mine)).toBe('waiting')
})

test('a row stands under each of my accounts that it concerns, and says as what', () => {
  const both = row('funded', { issuer: dao, dues: [due('waits', 'waiting'), due('owes', 'waiting', dao)] } as Partial<Row>)
  expect(accountsOf(both, mine)).toEqual([dao, me])
  expect(roleOf(both, mine)).toBe('issuer')
  expect(roleOf(row('funded', { hunter: dao } as Partial<Row>), mine)).toBe('hunter')
  expect(roleOf(row('funded', { dues: [due('waits', 'waiting')] }), mine)).toBe('worker')
  expect(roleOf(row('funded', { dues: [due('owes', 'waiting')] }), mine)).toBe('payer')
})

test('who judges it has it to look at when it is their turn, and is called what they are', () => {
  const [reviewer, arbiter] = [{ reviewer: me } as Partial<Row>, { arbiter: dao } as Partial<Row>]
  expect(stageOf(row('delivered', reviewer), mine)).toBe('reviewing')
  expect(stageOf(row('funded', reviewer), mine)).toBe('waiting')
  expect(stageOf(row('objected', { ...arbiter, dispute: 'open' }), mine)).toBe('waiting')
  expect(stageOf(row('objected', { ...arbiter, dispute: 'contested' }), mine)).toBe('reviewing')
  expect(stageOf(row('objected', { ...arbiter, dispute: 'ruled' }), mine)).toBe('waiting')
  expect([roleOf(row('delivered', reviewer), mine), roleOf(row('objected', arbiter), mine)]).toEqual(['reviewer', 'arbiter'])
  expect(accountsOf(row('objected', arbiter), mine)).toEqual([dao])
})

test('the words say how far an objection has come, and whether anything was paid at the end', () => {
  const word = (status: Row['status'], change: Partial<BountySummary> = {}) =>
    stateWordOf({ ...row(status), amount: '10' as BountySummary['amount'], released: '0' as BountySummary['released'], ...change })
  expect(word('objected', { dispute: 'open' })).toBe('objected')
  expect(word('objected', { dispute: 'contested' })).toBe('contested')
  expect(word('objected', { dispute: 'ruled' })).toBe('ruled')
  expect(word('released')).toBe('returned')
  expect(word('released', { released: '4' as BountySummary['released'] })).toBe('partly')
  expect(word('released', { released: '10' as BountySummary['released'] })).toBe('released')
  expect(word('released', { released: '10' as BountySummary['released'], dues: [due('waits', 'payable')] })).toBe('paying')
})
