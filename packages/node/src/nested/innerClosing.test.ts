import { expect, test } from 'vitest'
import { innerClosing, turnsUntil } from './innerClosing.ts'

test('M281 the inner vote ends after three quarters of the outer one, or earlier where its record needs time', () => {
  expect(innerClosing(1_000, 1_800, { challengeWindow: 0, gracePeriod: 0 })).toBe(1_600)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 50, gracePeriod: 49 })).toBe(1_600)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 200, gracePeriod: 100 })).toBe(1_400)
  // Never shorter than a quarter: then only what decides at once is in time.
  expect(innerClosing(1_000, 1_800, { challengeWindow: 400, gracePeriod: 100 })).toBe(1_200)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 400, gracePeriod: 101 })).toBe(1_600)
})

test('M354 a DAO is asked until the outer vote ends; where hardly anything of it is left, or it was recorded, until the window of the record does', () => {
  const rules = { challengeWindow: 400 }
  const until = (closesAt: number, record: { readonly windowEnd: number } | null = null, now = 1_000) =>
    turnsUntil({ decision: { closesAt, expiresAt: 2_000 }, record: { record } }, now, rules)
  expect(until(1_100)).toBe(1_100)
  expect(until(1_099)).toBe(1_400)
  expect(until(10)).toBe(1_400)
  expect(until(10, null, 1_900)).toBe(2_000)
  expect(until(10, { windowEnd: 1_234 })).toBe(1_234)
  expect(turnsUntil({ decision: { closesAt: 1_001, expiresAt: 2_000 }, record: { record: null } }, 1_000, { challengeWindow: 0 })).toBe(
    1_001,
  )
})
