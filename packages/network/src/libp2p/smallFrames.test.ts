import { Socket } from 'node:net'
import { systemClock } from '@daomesh/protocol/system'
import { afterEach, expect, test, vi } from 'vitest'
import { testDevice } from '../testing/memorySpace.ts'
import { until } from '../testing/until.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  await Promise.all(running.splice(0).map((stop) => stop()))
})

const start = async () => {
  const network = await createLibp2pNetwork({ deviceKey: testDevice(), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock })
  await network.start()
  running.push(network.stop)
  return network
}

test('T11 a small frame is one write and nothing goes back for it; a long stream is given its window again', async () => {
  const [from, to] = [await start(), await start()]
  let bytes = 0
  to.handle('/test/1', async (stream) => {
    for (let frame = await stream.receive(); frame !== null; frame = await stream.receive()) bytes += frame.length
  })
  const stream = await from.openStream(await from.dial(to.addresses()[0]!), '/test/1')
  const send = async (count: number, size: number): Promise<number> => {
    const end = bytes + count * size
    const writes = vi.spyOn(Socket.prototype, 'write')
    for (let n = 0; n < count; n++) await stream.send(new Uint8Array(size).fill(n))
    await until('it is there', () => bytes === end)
    const { length } = writes.mock.calls
    writes.mockRestore()
    return length
  }
  await send(1, 500)
  let errors = 0
  const counted = (...[make, self, words]: Parameters<NonNullable<ProxyHandler<RangeErrorConstructor>['apply']>>): unknown => {
    errors++
    return Reflect.apply(make, self, words)
  }
  vi.stubGlobal('RangeError', new Proxy(RangeError, { apply: counted }))
  // What identifies and pings the peer goes over the same sockets meanwhile.
  const small = await send(100, 500)
  expect(small).toBeGreaterThanOrEqual(100)
  expect(small).toBeLessThan(140)
  expect(errors).toBe(0)
  vi.unstubAllGlobals()
  // Eight windows of 256 KiB in chunks of 64 KiB: a prefix and 32 chunks each way at most, and an update after each quarter of a window.
  expect(await send(4, 512 * 1024)).toBeLessThan(200)
})
