import { expect, test } from 'vitest'
import type { BountySummary } from './bounties.ts'
import { accountsOf, roleOf, stageOf } from './stageOf.ts'

type Row = Parameters<typeof stageOf>[0]
type Due = BountySummary['dues'][number]
const [me, dao, other] = [`0x${'01'.repeat(20)}`, `0x${'02'.repeat(20)}`, `0x${'03'.repeat(20)}`] as const
const mine = new Set<string>([me, dao])
const due = (role: Due['role'], state: Due['state'], account: string = me) => ({ role, state, account }) as Due
const row = (status: Row['status'], sides: Partial<Row> = {}): Row => ({ status, issuer: other, hunter: other, dues: [], ...sides }) as Row

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
