import { expect, test } from 'vitest'
import { createMemoryHub } from '../memory/createMemoryHub.ts'
import { testDevice } from '../testing/memorySpace.ts'
import { createSeededRandom, createVirtualClock } from '../testing/virtualClock.ts'
import { createReconnector } from './createReconnector.ts'

test('R1 a known member is dialled again after a cut, and seldom while it is away', async () => {
  const clock = createVirtualClock()
  const random = createSeededRandom(3)
  const hub = createMemoryHub({ clock, random })
  const [a, b] = [hub.network(testDevice().device, { discovers: false }), hub.network(testDevice().device, { discovers: false })]
  await a.start()
  await b.start()
  const [address = ''] = b.addresses()
  let dials = 0
  const counting = { ...a, dial: (to: string) => a.dial(to).finally(() => dials++) }
  const reconnector = createReconnector({ network: counting, clock, random, targets: () => [{ device: b.self, addresses: [address] }] })
  reconnector.start()
  await clock.advance(2_000)
  expect(a.peers()).toHaveLength(1)
  hub.cut(a.self, b.self)
  await clock.advance(5_000)
  expect(a.peers()).toHaveLength(1)
  await b.setOnline(false)
  dials = 0
  await clock.advance(600_000)
  expect(dials).toBeGreaterThan(5)
  expect(dials).toBeLessThan(40)
  await b.setOnline(true)
  reconnector.poke()
  await clock.advance(1_000)
  expect(a.peers()).toHaveLength(1)
  await a.setOnline(false)
  dials = 0
  await clock.advance(100_000)
  expect(dials).toBe(0)
  reconnector.stop()
})

test('V9 a member that was being called when the person asked is called again when that call fails', async () => {
  const clock = createVirtualClock()
  const random = createSeededRandom(5)
  const hub = createMemoryHub({ clock, random })
  const a = hub.network(testDevice().device, { discovers: false })
  await a.start()
  const calls: number[] = []
  // As of an address from which nothing ever comes: libp2p gives up after ten seconds.
  const silent = {
    ...a,
    dial: () => {
      calls.push(clock.now())
      return new Promise<never>((_resolve, reject) => void clock.setTimer(() => reject(new Error('silent')), 10_000))
    },
  }
  const reconnector = createReconnector({
    network: silent,
    clock,
    random,
    targets: () => [{ device: null, addresses: ['silent'] }],
  })
  reconnector.start()
  await clock.advance(600_000)
  // Ten seconds of calling and up to a minute and a half of waiting.
  const from = calls.length
  while (calls.length === from) await clock.advance(1_000)
  reconnector.poke()
  const asked = clock.now()
  await clock.advance(12_000)
  expect(calls.filter((at) => at > asked)).toHaveLength(1)
  await clock.advance(12_000)
  // Once: then it waits as before.
  expect(calls.filter((at) => at > asked)).toHaveLength(1)
  reconnector.stop()
})
