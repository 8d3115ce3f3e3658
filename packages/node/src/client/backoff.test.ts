import { expect, test } from 'vitest'
import { backoff } from './backoff.ts'

test('M6 waits longer each time, never longer than six and a quarter seconds', () => {
  const middle = [1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => backoff(attempt, 0.5))
  expect(middle).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000])
  expect(backoff(100, 1)).toBe(6_250)
  expect(backoff(1, 0)).toBe(150)
})
