import { expect, test } from 'vitest'
import { parseSend } from './parseSend.ts'
import { parseUnits } from './parseUnits.ts'

const token = `0x${'70'.repeat(20)}`
const to = `0x${'ee'.repeat(20)}`

test('what is sent is read strictly: a token with an amount, or an item of it', () => {
  expect(parseSend(`${token}:${to}=12.5`)).toEqual({ token, item: null, to, amount: '12.5' })
  expect(parseSend(`${token}#7:${to}`)).toEqual({ token, item: '7', to, amount: '1' })
  expect(parseSend(`${token}#7:${to}=3`)).toEqual({ token, item: '7', to, amount: '3' })
  for (const text of ['', `${token}:${to}`, `${token}=1`, `${token}#x:${to}`, `${token}:${to}=-1`, `${token}#01:${to}`])
    expect(() => parseSend(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
})

test('an amount is exact in the decimals of its token, or refused', () => {
  expect(parseUnits('12.5', 6)).toBe(12_500_000n)
  expect(parseUnits('12.500', 1)).toBe(125n)
  expect(parseUnits('7', 0)).toBe(7n)
  for (const [text, decimals] of [
    ['1.25', 1],
    ['1e3', 6],
    ['.5', 6],
    ['', 6],
  ] as const)
    expect(() => parseUnits(text, decimals)).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID' }))
})
