import { expect, test } from 'vitest'
import { readPayments, sumOf } from './readPayments.ts'

const to = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const row = (recipient: string, amount: string) => ({ key: `${recipient}${amount}`, recipient, amount })

test('amounts become exact wei; untouched rows are left out', () => {
  const rows = [row(to, '0.1'), row('', ''), row(to.toLowerCase(), '1.000000000000000001')]
  expect(readPayments(rows)).toEqual([
    { target: to.toLowerCase(), value: '100000000000000000', data: '0x' },
    { target: to.toLowerCase(), value: '1000000000000000001', data: '0x' },
  ])
  expect(sumOf(rows)).toBe(1_100_000_000_000_000_001n)
})

test.each([row(to, ''), row('', '1'), row(to, '0'), row(to, '1e5'), row(to.replace('A', 'a'), '1')])(
  'a wrong row stops the review: %j',
  (wrong) => {
    expect(readPayments([row(to, '1'), wrong])).toBeNull()
  },
)
