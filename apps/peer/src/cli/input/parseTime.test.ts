import { expect, test } from 'vitest'
import { parseTime } from './parseTime.ts'

test('a day and a moment are seconds', () => {
  expect(parseTime('closes', '2027-01-31')).toBe(Date.UTC(2027, 0, 31) / 1000)
  expect(parseTime('closes', '2027-01-31T12:00:30.900Z')).toBe(Date.UTC(2027, 0, 31, 12, 0, 30) / 1000)
})

test.each(['', 'soon', '1969-01-01', '2027-13-01'])('%s is no time', (text) => {
  expect(() => parseTime('closes', text)).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID', meta: expect.objectContaining({ field: 'closes' }) }),
  )
})
