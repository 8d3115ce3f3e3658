import { systemClock } from '@daomesh/protocol/system'
import { expect, onTestFinished, test } from 'vitest'
import { acceptPeerNetwork } from '../acceptance/acceptPeerNetwork.ts'
import { testDevice } from '../testing/memorySpace.ts'
import { until } from '../testing/until.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'
import { deviceIdOf, peerIdOf } from './deviceIds.ts'

acceptPeerNetwork('libp2p', () => ({
  peer: () => createLibp2pNetwork({ deviceKey: testDevice(), listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock }),
  run: (promise) => promise,
  until,
  pass: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}))

test('T1 a device id and a peer id are the same key, both ways', async () => {
  const device = testDevice()
  const network = await createLibp2pNetwork({ deviceKey: device, listen: [], mdns: false, clock: systemClock })
  expect(network.self).toBe(device.device)
  expect(deviceIdOf(peerIdOf(device.device))).toBe(device.device)
})

test('L4 how far away a peer is, is known soon after it is there', async () => {
  const start = async () => {
    const network = await createLibp2pNetwork({
      deviceKey: testDevice(),
      listen: ['/ip4/127.0.0.1/tcp/0'],
      mdns: false,
      clock: systemClock,
    })
    await network.start()
    onTestFinished(() => network.stop())
    return network
  }
  const [a, b] = [await start(), await start()]
  await a.dial(b.addresses()[0] ?? '')
  for (const network of [a, b]) {
    await until('the latency is known', () => network.peers()[0]?.latency !== undefined)
    expect(network.peers()[0]?.latency).toBeGreaterThanOrEqual(0)
  }
})
