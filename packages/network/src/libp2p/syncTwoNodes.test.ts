import { systemClock } from '@daomesh/protocol/system'
import { afterEach, expect, test } from 'vitest'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { createSync, type Sync } from '../sync/createSync.ts'
import type { Admission, SyncEvent } from '../sync/ports.ts'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { until } from '../testing/until.ts'
import { createSeededRandom } from '../testing/virtualClock.ts'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'

const everybody: Admission = { prove: () => new Uint8Array(), admit: () => 'admit' }
const running: { stop: () => Promise<void> }[] = []
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop()
})

const space = testSpace('two nodes')

const peer = async () => {
  const device = testDevice()
  const network: PeerNetwork = await createLibp2pNetwork({
    deviceKey: device,
    listen: ['/ip4/127.0.0.1/tcp/0'],
    mdns: false,
    clock: systemClock,
  })
  const replica = createMemorySpace(space)
  const events: SyncEvent[] = []
  const sync: Sync = createSync({
    network,
    clock: systemClock,
    random: createSeededRandom(1),
    spaces: () => [replica],
    admission: everybody,
    onEvent: (event) => events.push(event),
  })
  await network.start()
  sync.start()
  running.push({
    stop: async () => {
      await sync.stop()
      await network.stop()
    },
  })
  return { device, network, replica, sync, events }
}

test('S1 L2 two libp2p nodes that meet hold the same entries, both ways', async () => {
  const [a, b] = [await peer(), await peer()]
  expect(a.network.self).toBe(a.device.device)
  const [logA, logB] = [testLog(a.device, space), testLog(b.device, space)]
  await a.replica.ingest(Array.from({ length: 300 }, (_, i) => logA.write(`a${i}`)))
  await b.replica.ingest(Array.from({ length: 200 }, (_, i) => logB.write(`b${i}`)))
  await a.network.dial(b.network.addresses()[0]!)
  await until('equal', () => a.replica.size() === 500 && b.replica.size() === 500)
  expect(a.replica.roots()).toEqual(b.replica.roots())
  await until('a session is reported', () => a.events.some((event) => event.type === 'synced'))
  expect([...a.events, ...b.events].filter((event) => event.type !== 'synced')).toEqual([])
})
