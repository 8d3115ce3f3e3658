import { expect, test } from 'vitest'
import { readSeat } from './readSeat.ts'

const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const faultOf = (change: object, members: readonly string[] = []) => {
  const read = readSeat({ account, power: '1', shares: '100', ...change }, members)
  return 'fault' in read ? read.fault : read.seat
}

test('a seat is read with its checksum, and each fault named at its own field', () => {
  expect(faultOf({ power: ' 2 ' })).toEqual({ account: account.toLowerCase(), power: '2', shares: '100' })
  expect(faultOf({ account: account.replace('Ae', 'aE') })).toBe('account')
  expect(faultOf({}, [account.toLowerCase()])).toBe('member')
  for (const power of ['', '-1', '1.5', 'x', '01']) expect([power, faultOf({ power })]).toEqual([power, 'power'])
  expect(faultOf({ shares: '1e3' })).toBe('shares')
  expect(faultOf({ power: '0', shares: '0' })).toBe('empty')
})
