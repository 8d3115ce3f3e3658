import { expect, test } from 'vitest'
import { parseHolding } from './parseHolding.ts'

const token = `0x${'70'.repeat(20)}`

test('an amount of a currency, an NFT, and several of an item', () => {
  expect(parseHolding(`${token}=12.5`)).toEqual({ token, item: null, amount: '12.5' })
  expect(parseHolding(` ${token}#7 `)).toEqual({ token, item: '7', amount: '1' })
  expect(parseHolding(`${token}#7=3`)).toEqual({ token, item: '7', amount: '3' })
})

test.each([token, `${token}=`, `${token}#=1`, `${token}#01`, '0x12=1', `${token}=1=2`, `${token}:1`])('%s is refused', (text) => {
  expect(() => parseHolding(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
})
