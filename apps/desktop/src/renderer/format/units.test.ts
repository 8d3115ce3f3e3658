import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatUnits, shortUnits } from './formatUnits.ts'
import { readUnits } from './parseUnits.ts'

test('an amount of any token reads back to the same units', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 50n }), fc.integer({ min: 0, max: 77 }), (units, decimals) => {
      expect(readUnits(formatUnits(units, decimals).replaceAll('\u2009', ''), decimals)).toBe(units)
    }),
  )
})

test('a token without decimals has whole amounts only, and one with few takes no more', () => {
  expect(formatUnits(1234n, 0)).toBe('1\u2009234')
  expect(shortUnits(1234n, 0)).toEqual({ text: '1\u2009234', exact: true })
  expect([readUnits('7', 0), readUnits('7.', 0), readUnits('7.0', 0), readUnits('0.1234567', 6)]).toEqual([7n, 7n, null, null])
  expect(readUnits('0.123456', 6)).toBe(123_456n)
})
