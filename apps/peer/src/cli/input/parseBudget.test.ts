import { expect, test } from 'vitest'
import { amountOf, readPledge, tokenOf } from './parseBudget.ts'

test('V5: a pledge is a name or id and units; names may hold an equals sign', () => {
  expect(readPledge('Well=40')).toEqual({ project: 'Well', amount: '40' })
  expect(readPledge('a=b = 7')).toEqual({ project: 'a=b', amount: '7' })
  for (const text of ['Well', '=4', 'Well=', 'Well=-1', 'Well=1.5', 'Well=0x4'])
    expect(() => readPledge(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
})

test('V5: ether has a unit, a token is counted in its smallest ones', () => {
  const coin = `0x${'c0'.repeat(20)}`
  expect(amountOf(tokenOf(undefined), '2.5eth')).toBe('2500000000000000000')
  for (const text of ['2500', '2500units', '2500 units']) expect(amountOf(tokenOf(coin), text)).toBe('2500')
  for (const [token, text] of [
    [undefined, '5'],
    [coin, '5eth'],
    [coin, '1.5'],
  ] as const)
    expect(() => amountOf(tokenOf(token), text)).toThrow(expect.objectContaining({ code: 'AMOUNT_INVALID' }) as Error)
  expect(() => tokenOf('0x12')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
})
