import { ether } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { Holding } from '../../parts/holding.ts'
import { readTribute, type TributeForm } from './readTribute.ts'

const [coin, ben, eve] = ['7', '1', '2'].map((digit) => `0x${digit.repeat(40)}`) as [string, string, string]
const holdings: readonly Holding[] = [{ token: coin, item: null, standard: 'erc20', symbol: 'OAK', decimals: 2, balance: '900' }]
const whole: TributeForm = { account: ben, token: coin, amount: '1.5', shares: '3', power: '', fundsToken: '', funds: '0.5' }
const read = (change: Partial<TributeForm>) => readTribute({ ...whole, ...change }, holdings, [ben])

test('a whole form is asked as it stands, exactly; what is left out is not asked for', () => {
  const ask = { account: ben, token: coin, amount: '150', shares: '3', power: null }
  expect(read({})).toEqual({ ask: { ...ask, funds: { token: ether, amount: '500000000000000000' } } })
  expect(read({ funds: '' })).toEqual({ ask: { ...ask, funds: null } })
  expect(read({ fundsToken: coin, shares: '' })).toEqual({ ask: { ...ask, shares: '0', funds: { token: coin, amount: '50' } } })
  expect(read({ account: eve, power: '1', funds: '' })).toEqual({ ask: { ...ask, account: eve, power: '1', funds: null } })
})

test('what is wrong is named, the first of it', () => {
  const faults = [
    [{ account: 'ben' }, 'account'],
    [{ token: eve }, 'token'],
    [{ amount: '1.555' }, 'amount'],
    [{ amount: '0' }, 'amount'],
    [{ shares: '-1' }, 'shares'],
    [{ power: '0' }, 'power'],
    [{ account: eve }, 'power'],
    [{ funds: 'much' }, 'funds'],
    [{ shares: '', funds: '' }, 'nothing'],
    [{ shares: '0', funds: '' }, 'nothing'],
  ] as const
  for (const [change, fault] of faults) expect(read(change)).toEqual({ fault })
})
