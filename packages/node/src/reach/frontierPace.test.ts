import { expect, test } from 'vitest'
import { createFrontierPace } from './frontierPace.ts'

test('M58 a single record is answered after a quarter of a second, talk that goes on ever more rarely, and after a silence soon again', () => {
  let now = 1_000_000
  const pace = createFrontierPace(() => now)
  const answered = (): number => {
    const wait = pace.next()
    now += wait
    pace.sent()
    return wait
  }
  expect(Array.from({ length: 6 }, answered)).toEqual([250, 500, 1_000, 2_000, 2_000, 2_000])
  now += 1_999
  expect(answered()).toBe(2_000)
  now += 2_000
  expect([answered(), answered()]).toEqual([250, 500])
})

test('M58 a clock that was set back or ahead stays within the bounds', () => {
  let now = 1_000_000
  const pace = createFrontierPace(() => now)
  pace.next()
  pace.sent()
  now -= 3 * 86_400_000
  expect(Array.from({ length: 5 }, () => pace.next())).toEqual([500, 500, 500, 500, 500])
  now += 6 * 86_400_000
  expect(pace.next()).toBe(250)
})
