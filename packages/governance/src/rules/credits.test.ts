import { DaomeshError, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, decisionOf, idOf, rules } from '../fixtures/dao.ts'
import { costOf, creditPeriodOf, creditsLeft, mostVotes, sheetCostOf } from './credits.ts'
import { integerRoot, squareRoot } from './integerRoot.ts'

test('T11: integer roots are exact around every power, however large', () => {
  const bases = fc.bigInt({ min: 1n, max: (1n << 200n) - 1n })
  fc.assert(
    fc.property(bases, fc.integer({ min: 1, max: 12 }), (base, degree) => {
      const power = base ** BigInt(degree)
      expect(integerRoot(power, degree)).toBe(base)
      expect(integerRoot(power - 1n, degree)).toBe(degree === 1 ? power - 1n : base - 1n)
      expect(integerRoot(power + 1n, degree)).toBe(degree === 1 ? power + 1n : base === 1n && degree === 1 ? 2n : base)
    }),
  )
})

test('T11: a square root is the largest number whose square is not more', () => {
  for (let n = 0n; n < 5000n; n++) expect(squareRoot(n) ** 2n <= n && (squareRoot(n) + 1n) ** 2n > n).toBe(true)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 512n }), (n) => {
      const root = squareRoot(n)
      expect(root * root <= n && (root + 1n) * (root + 1n) > n).toBe(true)
    }),
  )
  expect(() => squareRoot(-1n)).toThrow(DaomeshError)
  expect(() => integerRoot(8n, 0)).toThrow(DaomeshError)
  expect(() => integerRoot(8n, 1.5)).toThrow(DaomeshError)
})

test('T11/G11: many small ballots never beat one of the same cost', () => {
  const some = fc.array(fc.bigInt({ min: 0n, max: 255n }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(some, (votes) => {
      const cost = votes.reduce((sum, one) => sum + costOf(one), 0n)
      const cast = votes.reduce((sum, one) => sum + one, 0n)
      const sheet = votes.map((one, i) => ({ decision: idOf(decisionOf(ann, BigInt(i))), support: supports.for, votes: one }))
      expect(sheetCostOf(sheet)).toBe(cost)
      // On one decision the whole cost buys one member ⌊√cost⌋ votes; cut into k ballots of k decisions it is never more than √(k · cost).
      expect(cast * cast <= BigInt(votes.length) * cost).toBe(true)
      for (const one of votes) expect(one <= squareRoot(cost)).toBe(true)
    }),
  )
})

test('T11: what is left buys exactly ⌊√left⌋ votes, and reserving more than there is leaves nothing', () => {
  const some = fc.integer({ min: 0, max: 65_535 })
  fc.assert(
    fc.property(some, fc.bigInt({ min: 0n, max: 70_000n }), (credits, reserved) => {
      const most = mostVotes({ credits }, reserved)
      const left = creditsLeft({ credits }, reserved)
      expect(left >= 0n && left <= BigInt(credits)).toBe(true)
      expect(costOf(most) <= left && costOf(most + 1n) > left).toBe(true)
    }),
  )
  expect(mostVotes({ credits: 10 }, 11n)).toBe(0n)
})

test('T12: the period of a decision is that of its close', () => {
  const week = { ...rules, votingPeriod: 100 }
  expect([0, 99, 100, 250].map((closesAt) => creditPeriodOf(week, closesAt))).toEqual([0, 0, 1, 2])
  expect(creditPeriodOf({ votingPeriod: 0 }, 12_345)).toBe(0)
})
