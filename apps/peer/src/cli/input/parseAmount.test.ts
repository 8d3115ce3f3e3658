import { address, ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { parseAmount } from './parseAmount.ts'

const coin = address.parse(`0x${'c0'.repeat(20)}`)
const listed = { symbol: 'USDC', decimals: 6 }

test('C15 an amount bears its unit: of the coin, of a listed token by its decimals, or the smallest one', () => {
  expect(parseAmount(ether, null, '0.25eth')).toBe(250_000_000_000_000_000n)
  for (const text of ['12.5USDC', '12.5 usdc', '12500000units', '12500000 units']) expect(parseAmount(coin, listed, text)).toBe(12_500_000n)
  expect(parseAmount(coin, null, '7units')).toBe(7n)
  for (const token of [ether, coin]) expect(parseAmount(token, null, '0')).toBe(0n)
})

test.each([
  [ether, null, '250000000000000000'],
  [ether, null, '5units'],
  [coin, listed, '12500000'],
  [coin, listed, '12.5'],
  [coin, listed, '1.5units'],
  [coin, listed, '1.0000001USDC'],
  [coin, listed, '5eth'],
  [coin, null, '12.5USDC'],
  [coin, { symbol: '', decimals: 6 }, '12.5'],
  [coin, listed, ''],
] as const)('C15 of %s with %o “%s%s” is refused: another unit may be meant', (token, known, text) => {
  expect(() => parseAmount(token, known, text)).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID' }) as Error)
})
