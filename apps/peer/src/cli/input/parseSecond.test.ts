import { expect, test } from 'vitest'
import { parseSecond } from './parseSecond.ts'

test('C17 what two people signed is said as a day, as a moment, or in seconds as it stands there', () => {
  const noon = Date.UTC(2027, 0, 31, 12) / 1000
  expect(parseSecond('until', '2027-01-31T12:00Z')).toBe(noon)
  expect(parseSecond('until', '2027-01-31')).toBe(noon - 43_200)
  expect(parseSecond('until', String(noon))).toBe(noon)
})

// Of a span of time each of the two would have signed another second.
test.each(['2027', '7d', '1801396800.5', '-1801396800', '0x6b5f5a40', 'NaN'])('C17 %s is refused, and what to write is said', (text) => {
  expect(() => parseSecond('until', text)).toThrow(
    expect.objectContaining({
      code: 'INPUT_INVALID',
      meta: expect.objectContaining({ field: 'until', reason: expect.stringContaining('2027-01-31T12:00Z') }),
    }),
  )
})
