import fc from 'fast-check'
import { expect, test } from 'vitest'
import { weeklyClose } from './weeklyClose.ts'

const day = 86_400

test('T25: the first Sunday, 18:00 UTC, that leaves the voting period, and not a second more than a week later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_700_000_000, max: 2_000_000_000 }), fc.integer({ min: 0, max: 60 * day }), (now, period) => {
      const close = weeklyClose(now, period)
      const date = new Date(close * 1000)
      expect([date.getUTCDay(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()]).toEqual([0, 18, 0, 0])
      expect(close - now).toBeGreaterThanOrEqual(period)
      expect(close - now).toBeLessThan(period + 7 * day)
    }),
  )
})

test('T25: proposals of one week close together', () => {
  const monday = Date.UTC(2026, 10, 23) / 1000
  const closes = [0, 1, 2, 3].map((days) => weeklyClose(monday + days * day, 3 * day))
  expect(new Set(closes).size).toBe(1)
  expect(weeklyClose(monday + 5 * day, 3 * day)).toBe((closes[0] ?? 0) + 7 * day)
})
