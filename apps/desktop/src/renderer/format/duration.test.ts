import { expect, test } from 'vitest'
import { absoluteTime, legibleTime, lengthOfTime, relativeTime } from './duration.ts'

test.each([
  [259_200, '3 days'],
  [7_200, '2 hours'],
  [90, '1 minute, 30 seconds'],
  [3_601, '1 hour'],
  [93_600, '26 hours'],
  [93_661, '1 day, 2 hours'],
  [45, '45 seconds'],
  [129_600, '36 hours'],
  [1, '1 second'],
  [0, '0 seconds'],
])('%i seconds are %s', (seconds, words) => expect(lengthOfTime(seconds, 'en')).toBe(words))

test('past and future', () => {
  expect(relativeTime(0, 120_000, 'en')).toBe('2 minutes ago')
  expect(relativeTime(86_400_000, 0, 'en')).toBe('tomorrow')
})

test('D6 a record from a time that no calendar knows is told and stops nothing', () => {
  const far = Number.MAX_SAFE_INTEGER
  expect(absoluteTime(far, 'en')).toContain('275760')
  expect(relativeTime(far, Date.UTC(2026, 0), 'en')).toMatch(/^in .* days$/)
  expect(new Date(legibleTime(far)).toISOString()).toBe('+275760-09-13T00:00:00.000Z')
})
