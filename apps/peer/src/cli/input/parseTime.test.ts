import { expect, test } from 'vitest'
import { parseTime } from './parseTime.ts'

test('C9 a day begins in UTC, and a moment says its zone', () => {
  expect(parseTime('closes', '2027-01-31')).toBe(Date.UTC(2027, 0, 31) / 1000)
  expect(parseTime('closes', '2027-01-31T12:00:30.900Z')).toBe(Date.UTC(2027, 0, 31, 12, 0, 30) / 1000)
  expect(parseTime('closes', '2027-01-31T12:00+02:00')).toBe(Date.UTC(2027, 0, 31, 10) / 1000)
  expect(parseTime('closes', '2028-02-29')).toBe(Date.UTC(2028, 1, 29) / 1000)
})

test.each([
  '',
  'soon',
  '1969-01-01',
  '2027-13-01',
  '01.02.2027',
  '1/2/2027',
  '2027-02-30',
  '2027-02-29',
  '2027-01-31T12:00',
  '2027',
  '12',
  '5 Feb 2027',
])('C9 %s is no time', (text) => {
  expect(() => parseTime('closes', text)).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID', meta: expect.objectContaining({ field: 'closes' }) }),
  )
})
