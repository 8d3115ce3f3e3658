import type { DeviceId } from '@daomesh/protocol'
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { testDevice } from '../testing/memorySpace.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createConnectionGate } from './connectionGate.ts'
import { peerIdOf } from './deviceIds.ts'

test('T12 N1 N5 who comes back under new names after each cut is let in once a second, members at any time, and a minute later all is as before', async () => {
  const clock = createVirtualClock()
  const gate = createConnectionGate(clock, () => false)
  gate.open(true)
  const denies = (device: DeviceId): unknown => gate.gater.denyInboundEncryptedConnection?.(peerIdOf(device), null as never)
  const comes = (): boolean => {
    const { device } = testDevice()
    const isIn = denies(device) === false
    if (isIn) gate.refuse(device, 60_000)
    return isIn
  }
  const member = testDevice().device
  gate.prefer(member)
  // A member's own cuts are no storm.
  for (let n = 0; n < 8; n++) gate.refuse(member, 0)
  expect(Array.from({ length: 6 }, comes)).toEqual([true, true, true, true, false, false])
  expect(denies(member)).toBe(false)
  await clock.advance(1_000)
  expect(Array.from({ length: 3 }, comes)).toEqual([true, false, false])
  const many = []
  for (let n = 0; n < 100; n++) {
    await clock.advance(100)
    many.push(comes())
  }
  expect(many.filter((isIn) => isIn)).toHaveLength(10)
  const knocks = (host: string): boolean => {
    const remoteAddr = multiaddr(`/ip4/${host}/tcp/4000`)
    return gate.gater.denyInboundConnection?.({ remoteAddr } as never) === false
  }
  const inOneSecond = (host: string): number => Array.from({ length: 20 }, () => knocks(host)).filter((isIn) => isIn).length
  await clock.advance(1_000)
  expect([inOneSecond('10.0.0.1'), inOneSecond('10.0.0.2'), inOneSecond('10.0.0.1')]).toEqual([5, 5, 0])
  await clock.advance(60_000)
  expect(inOneSecond('10.0.0.1')).toBe(20)
  expect([comes(), comes()]).toEqual([true, true])
})
