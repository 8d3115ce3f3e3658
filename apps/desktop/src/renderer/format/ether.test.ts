import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEther, shortEther } from './formatEther.ts'
import { parseEther, readEther } from './parseEther.ts'

test.each([
  ['0', 0n],
  ['1', 10n ** 18n],
  ['0.000000000000000001', 1n],
  ['1,5', 15n * 10n ** 17n],
  [' 12.', 12n * 10n ** 18n],
  ['1\u2009234.5', 12345n * 10n ** 17n],
])('%j reads as %s wei', (text, wei) => expect(parseEther(text)).toBe(wei))

test.each(['', '-1', '+1', '1e3', '1 000', '1,000', '0.0000000000000000001', '0x10', '.', '1.2.3', '٣'])('%j is no amount', (text) => {
  expect(() => parseEther(text)).toThrow('AMOUNT_INVALID')
  expect(readEther(text)).toBeNull()
})

test('what is shown reads back to the same wei', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (wei) => {
      expect(parseEther(formatEther(wei).replaceAll('\u2009', ''))).toBe(wei)
    }),
  )
})

test('a short amount is cut, never rounded up', () => {
  expect(shortEther(1_999_999_999_999_999_999n)).toEqual({ text: '1.9999', exact: false })
  expect(shortEther(1_500_000_000_000_000_000n)).toEqual({ text: '1.5', exact: true })
  expect(shortEther(1n)).toEqual({ text: '<0.000000001', exact: false })
  expect(shortEther(4_000_000_000_000n)).toEqual({ text: '0.000004', exact: true })
  expect(shortEther(99_999_999_999_999n)).toEqual({ text: '0.000099', exact: false })
  expect(shortEther(1234n * 10n ** 18n)).toEqual({ text: '1\u2009234', exact: true })
})
