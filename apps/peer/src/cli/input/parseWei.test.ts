import { DaomeshError } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEther } from '../print/formatEther.ts'
import { parseWei } from './parseWei.ts'

test.each([
  ['1.5eth', 1_500_000_000_000_000_000n],
  ['0.000000000000000001 eth', 1n],
  ['3gwei', 3_000_000_000n],
  ['1.50 GWEI', 1_500_000_000n],
  ['7wei', 7n],
  ['9007199254740993wei', 9_007_199_254_740_993n],
])('V5: %s is exact', (text, wei) => {
  expect(parseWei(text)).toBe(wei)
})

test.each([
  '',
  '1',
  '-1eth',
  '1e18wei',
  '1,5eth',
  '.5eth',
  '1.eth',
  '0.5wei',
  '0.0000000000000000001eth',
  '1 ether',
  '0x10eth',
  `${'9'.repeat(60)}eth`,
])('V5: “%s” is refused with AMOUNT_INVALID', (text) => {
  expect(() => parseWei(text)).toThrow(DaomeshError)
  expect(() => parseWei(text)).toThrow(/AMOUNT_INVALID/)
})

test('V5: what is printed reads back as the same amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: (1n << 200n) - 1n }), (wei) => {
      expect(parseWei(formatEther(wei).replaceAll(/[^0-9.eth]/g, ''))).toBe(wei)
    }),
  )
})
