import { expect, test } from 'vitest'
import { readPayments, sumsOf } from './readPayments.ts'

const to = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const coin = { token: `0x${'70'.repeat(20)}`, symbol: 'USD', decimals: 6, balance: '0' }
const row = (recipient: string, amount: string, token = '') => ({ key: `${recipient}${amount}`, recipient, amount, token })

test('amounts become exact wei; untouched rows are left out', () => {
  const rows = [row(to, '0.1'), row('', ''), row(to.toLowerCase(), '1.000000000000000001')]
  expect(readPayments(rows)).toEqual([
    { target: to.toLowerCase(), value: '100000000000000000', data: '0x' },
    { target: to.toLowerCase(), value: '1000000000000000001', data: '0x' },
  ])
  expect(sumsOf(rows).get('')).toBe(1_100_000_000_000_000_001n)
})

test('an amount of a token is read in its own decimals, and summed by itself', () => {
  const rows = [row(to, '12.5', coin.token), row(to, '1'), row(to, '0.000001', coin.token)]
  expect(readPayments(rows, [coin])).toEqual([
    { token: coin.token, to: to.toLowerCase(), amount: '12500000' },
    { target: to.toLowerCase(), value: '1000000000000000000', data: '0x' },
    { token: coin.token, to: to.toLowerCase(), amount: '1' },
  ])
  expect([...sumsOf(rows, [coin])]).toEqual([
    [coin.token, 12_500_001n],
    ['', 10n ** 18n],
  ])
  expect(readPayments([row(to, '0.0000001', coin.token)], [coin])).toBeNull()
  // It has left the list: its decimals are not known any more.
  expect(readPayments(rows)).toBeNull()
})

test.each([row(to, ''), row('', '1'), row(to, '0'), row(to, '1e5'), row(to.replace('A', 'a'), '1')])(
  'a wrong row stops the review: %j',
  (wrong) => {
    expect(readPayments([row(to, '1'), wrong])).toBeNull()
  },
)
