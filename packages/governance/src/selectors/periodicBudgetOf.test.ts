import { address, budgetIdOf, budgetSchema, hashOf, to0x, toRecord, utf8, ether } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { periodicBudgetStatement, readPeriodicBudgetStatement } from '../content/periodicBudgetStatement.ts'
import { ann, decisionOf, entryOf, idOf, proposalBody } from '../fixtures/dao.ts'
import { fold, founded, later, transaction } from '../fixtures/voting.ts'
import { budgetOfPeriod, periodAt, type PeriodicBudget, periodBegin } from '../rules/budget/periodicBudget.ts'
import { budgetPeriod, periodicBudgetState } from './periodicBudgetOf.ts'

const seconds = (...date: Parameters<typeof Date.UTC>): number => Date.UTC(...date) / 1000
const weekly: PeriodicBudget = {
  name: 'Commons',
  token: ether,
  amount: 1000n,
  allocation: 100n,
  every: 'week',
  start: seconds(2027, 0, 4, 18),
}
const monthly: PeriodicBudget = { ...weekly, every: 'month', start: seconds(2027, 0, 31, 18) }
const agreement = (counter: bigint, statement: string) => {
  const [title, content] = ['A budget', `Because.\n\n${statement}\n`]
  const decision = decisionOf(ann, counter, title, content, { calls: [] })
  return { decision, entry: entryOf(ann, 'proposal.submit', proposalBody(decision, title, content), { depth: 2 + Number(counter) }) }
}
const first = agreement(0n, periodicBudgetStatement(weekly))
const second = agreement(1n, periodicBudgetStatement(monthly))
const none = agreement(2n, periodicBudgetStatement(null))
const registers = fold(first.entry, second.entry, none.entry)
const enacted = (...which: readonly (typeof first)[]) =>
  later(founded, ...which.map(({ decision }) => ({ kind: 'enacted' as const, decision: idOf(decision), transaction })))

const rules = fc.record({
  name: fc.constantFrom('Commons', 'Räder & Öl', 'x, for y', '🌻'),
  token: fc.constantFrom(ether, ann.address),
  amount: fc.bigInt({ min: 1n, max: 10n ** 37n }),
  allocation: fc.bigInt({ min: 1n, max: 10n ** 14n }),
  every: fc.constantFrom('week' as const, 'month' as const),
  start: fc.integer({ min: 1, max: seconds(2200, 0, 1) }),
})

test('B8: a statement is read back, and nothing else is one', () => {
  fc.assert(
    fc.property(rules, (rule) => {
      expect(readPeriodicBudgetStatement(`Why.\n\n${periodicBudgetStatement(rule)}\n`)).toEqual(rule)
    }),
  )
  expect(readPeriodicBudgetStatement(periodicBudgetStatement(null))).toBeNull()
  const plain = periodicBudgetStatement(weekly)
  for (const text of [
    '',
    `${plain}\nbut`,
    `x${plain}`,
    plain.replace('week', 'day'),
    plain.replace('1000', '01000'),
    `${plain}${'ä'.repeat(28)}`,
  ])
    expect(readPeriodicBudgetStatement(text)).toBeUndefined()
})

test('B8: the agreement that the chain enacted last is in force, whatever was only proposed', () => {
  const at = (state: typeof founded) => periodicBudgetState(registers, state, weekly.start)
  expect(at(founded)).toBeNull()
  expect(at(enacted(first))).toEqual({ rule: weekly, decision: idOf(first.decision), period: 0 })
  expect(at(enacted(first, second))?.rule.every).toBe('month')
  expect(at(enacted(second, first))?.rule).toEqual(weekly)
  expect(at(enacted(first, none))).toBeNull()
})

test('B8: weeks and months follow each other without a gap, and a month that has no such day ends on its last one', () => {
  fc.assert(
    fc.property(rules, fc.nat(300), fc.nat(3_000_000), (rule, period, later_) => {
      const [begins, ends] = [periodBegin(rule, period), periodBegin(rule, period + 1)]
      expect(ends).toBeGreaterThan(begins)
      expect([periodAt(rule, begins), periodAt(rule, ends - 1), periodAt(rule, ends)]).toEqual([period, period, period + 1])
      const now = rule.start + later_
      expect(periodBegin(rule, periodAt(rule, now))).toBeLessThanOrEqual(now)
    }),
  )
  expect(periodAt(weekly, weekly.start - 1)).toBe(-1)
  expect([weekly, monthly].map((rule) => periodAt(rule, rule.start - 70 * 86_400))).toEqual([-1, -1])
  expect([0, 1, 2, 3, 13].map((n) => periodBegin(monthly, n))).toEqual([
    seconds(2027, 0, 31, 18),
    seconds(2027, 1, 28, 18),
    seconds(2027, 2, 31, 18),
    seconds(2027, 3, 30, 18),
    seconds(2028, 1, 29, 18),
  ])
})

test('B9: the budget of a period is the same whoever makes it, another one in every period and agreement, and one that can be opened', () => {
  const state = periodicBudgetState(registers, enacted(first), weekly.start)
  if (state === null) throw new Error('it is in force')
  const ids = [0, 1, 2].map((period) => budgetPeriod(state, period).id)
  expect(new Set(ids).size).toBe(3)
  expect(ids[1]).toBe(budgetIdOf(budgetOfPeriod(weekly, idOf(first.decision), 1)))
  const salt = hashOf('daomesh/periodicBudget/1', utf8(idOf(first.decision)), utf8('1'))
  expect(budgetOfPeriod(weekly, idOf(first.decision), 1).salt).toBe(to0x(salt))
  expect(budgetIdOf(budgetOfPeriod(weekly, idOf(second.decision), 1))).not.toBe(ids[1])
  expect(budgetPeriod(state, 1)).toMatchObject({ begins: seconds(2027, 0, 11, 18), ends: seconds(2027, 0, 18, 18) })
  expect(budgetPeriod(state, 1).budget).toMatchObject({ title: 'Commons, 2027-01-11', closesAt: seconds(2027, 0, 18, 18), amount: 1000n })
  fc.assert(
    fc.property(rules, fc.nat(500), (rule, period) => {
      expect(budgetSchema.safeParse(toRecord(budgetOfPeriod(rule, idOf(first.decision), period))).success).toBe(true)
    }),
  )
})
