import type { DeviceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createMeeting } from './meetNearby.ts'

const deviceOf = (n: number) => n.toString(16).padStart(64, '0') as DeviceId

const setUp = () => {
  const clock = createVirtualClock()
  const [met, known, called] = [new Set<DeviceId>(), new Set<DeviceId>(), [] as DeviceId[]]
  let under = 0
  let most = 0
  const meeting = createMeeting<DeviceId>({
    clock,
    self: deviceOf(0),
    isUp: () => true,
    isMet: (peer) => met.has(peer),
    prefers: (device) => device.startsWith('f'),
    call: (peer) =>
      new Promise((resolve, reject) => {
        called.push(peer)
        most = Math.max(most, ++under)
        clock.setTimer(() => {
          under--
          if (!peer.startsWith('f')) return reject(new Error('nobody answers'))
          met.add(peer)
          resolve(null)
        }, 10_000)
      }),
    forget: (peer) => known.delete(peer),
  })
  const announce = (device: DeviceId): void => {
    known.add(device)
    meeting.announced(device, device)
  }
  return { clock, meeting, announce, met, known, called, most: () => most }
}

test('L1 N4 whoever announces thousands of devices that do not exist has a few of them called at a time, and none of them kept in mind', async () => {
  const { clock, announce, known, called, met, most } = setUp()
  const member = 'f'.repeat(64) as DeviceId
  for (let n = 1; n <= 5_000; n++) {
    announce(deviceOf(n))
    if (n === 2_500) announce(member)
    if (n % 100 === 0) await clock.advance(100)
  }
  await clock.advance(20_000)
  expect(most()).toBeLessThanOrEqual(33)
  expect(called.length).toBeLessThan(100)
  expect([...met]).toEqual([member])
  expect([...known]).toEqual([member])
})

test('L1 who is being called is not called twice, who is met not at all, and nobody after the end', async () => {
  const { clock, meeting, announce, called, met } = setUp()
  const [one, other] = [deviceOf(1), deviceOf(2)]
  met.add(other)
  for (let n = 0; n < 3; n++) for (const device of [one, other]) announce(device)
  await clock.advance(5_000)
  announce(one)
  await clock.advance(30_000)
  expect(called).toEqual([one])
  announce(one)
  meeting.stop()
  await clock.advance(30_000)
  expect(called).toEqual([one])
})
