import { keys, registersOf } from '@daomesh/governance'
import { type Address, address, type DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { Space } from '../spaces/space.ts'
import { isMemberDevice, presentMemberOf } from './isMemberDevice.ts'
import { mayHear } from './mayHear.ts'

const [old, fresh, eve] = ['01', '02', '03'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [Address, Address, Address]
const device = 'dd'.repeat(32) as DeviceId

/** What is asked of a space; whole ones are in packages/testing. */
const spaceOf = (members: readonly Address[], unlinked: readonly Address[] = []): Space => {
  const registers = registersOf([
    ...[old, fresh].map((member) => ({ key: keys.device(member, device), value: { member, device, exchangeKey: '0x', notAfter: '1' } })),
    ...unlinked.map((member) => ({ key: keys.unlinked(member, device), value: { member, device, entry: 'e', at: 0 } })),
  ])
  return { record: { type: 'dao' }, registers: () => registers, view: () => ({ members: new Set(members) }) } as unknown as Space
}

test('J25 M44 whose account was replaced is heard on with the same device, under the new account', () => {
  expect(presentMemberOf(spaceOf([old]), device)).toBe(old)
  expect(presentMemberOf(spaceOf([fresh]), device)).toBe(fresh)
  expect(presentMemberOf(spaceOf([fresh]), 'ee'.repeat(32) as DeviceId)).toBeNull()
  expect([spaceOf([eve]), spaceOf([fresh], [fresh]), spaceOf([fresh], [old])].map((space) => isMemberDevice(space, device))).toEqual([
    false,
    false,
    true,
  ])
  // Who was unlinked hears the record that says so.
  expect([spaceOf([eve]), spaceOf([fresh], [fresh])].map((space) => mayHear(space, device))).toEqual([false, true])
})
