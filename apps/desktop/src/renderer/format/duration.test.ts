import { expect, test } from 'vitest'
import { lengthOfTime, relativeTime } from './duration.ts'

test.each([
  [259_200, '3 days'],
  [7_200, '2 hours'],
  [90, '90 seconds'],
  [129_600, '36 hours'],
  [1, '1 second'],
  [0, '0 seconds'],
])('%i seconds are %s', (seconds, words) => expect(lengthOfTime(seconds, 'en')).toBe(words))

test('past and future', () => {
  expect(relativeTime(0, 120_000, 'en')).toBe('2 minutes ago')
  expect(relativeTime(86_400_000, 0, 'en')).toBe('tomorrow')
})
