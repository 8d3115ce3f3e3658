import { expect, test } from 'vitest'
import { innerClosing } from './innerClosing.ts'

test('M281 the inner vote ends after three quarters of the outer one, or earlier where its record needs time', () => {
  expect(innerClosing(1_000, 1_800, { challengeWindow: 0, gracePeriod: 0 })).toBe(1_600)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 50, gracePeriod: 49 })).toBe(1_600)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 200, gracePeriod: 100 })).toBe(1_400)
  // Never shorter than a quarter: then only what decides at once is in time.
  expect(innerClosing(1_000, 1_800, { challengeWindow: 400, gracePeriod: 100 })).toBe(1_200)
  expect(innerClosing(1_000, 1_800, { challengeWindow: 400, gracePeriod: 101 })).toBe(1_600)
})
