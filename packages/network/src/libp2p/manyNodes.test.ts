import { afterEach, expect, test } from 'vitest'
import { createGossip, type Gossip } from '../gossip/createGossip.ts'
import { createPush } from '../push/createPush.ts'
import type { PeerNetwork } from '../ports/peerNetwork.ts'
import { createSync } from '../sync/createSync.ts'
import type { SyncEvent, SyncTiming } from '../sync/ports.ts'
import { createMemorySpace, type MemorySpace, testDevice, type TestLog, testLog, testSpace } from '../testing/memorySpace.ts'
import { everybody } from '../testing/simulation.ts'
import { until } from '../testing/until.ts'
import { createSeededRandom } from '../testing/virtualClock.ts'
import type { SyncSpace } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { createLibp2pNetwork } from './createLibp2pNetwork.ts'

const space = testSpace('many nodes')
const key = new Uint8Array(32).fill(7)
const tuning = { speak: key, hear: [key] }
const running: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()))
})

const peer = async (replica: SyncSpace, timing: Partial<SyncTiming> = {}) => {
  const device = testDevice()
  const network = await createLibp2pNetwork({ deviceKey: device, listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, clock: systemClock })
  const events: SyncEvent[] = []
  const parameters = { network, clock: systemClock, random: createSeededRandom(1) }
  const sync = createSync({ ...parameters, spaces: () => [replica], admission: everybody, timing, onEvent: (event) => events.push(event) })
  const push = createPush({ network, clock: systemClock })
  await network.start()
  sync.start()
  running.push(async () => {
    await sync.stop()
    await network.stop()
  })
  const join = (onEntry: (bytes: Uint8Array) => void) =>
    createGossip({ ...parameters, push, space, tuning, judge: async () => 'accept', onEntry })
  return { device, network, sync, events, join }
}

/** Of eleven handshakes at once a slow machine may let one run out of its time: as a node does, it is called again. */
const reach = async (network: PeerNetwork, address: string): Promise<void> => {
  for (let calls = 1; ; calls++)
    try {
      await network.dial(address)
      return
    } catch (error) {
      if (calls === 5) throw error
    }
}

/** On a slow machine a connection may not answer in time and be closed: as a node does, whoever is lost is called again. */
const keepMet = (peers: readonly Pick<Awaited<ReturnType<typeof peer>>, 'device' | 'network'>[]): void => {
  const timer = setInterval(() => {
    for (const [i, { network }] of peers.entries())
      for (const other of peers.slice(0, i))
        if (!network.peers().some(({ device }) => device === other.device.device))
          void network.dial(other.network.addresses()[0]!).catch(() => undefined)
  }, 1_000)
  running.push(async () => clearInterval(timer))
}

test('G4 N9 twelve nodes on one address: what is published right after subscribing arrives, and so does what follows', async () => {
  const replicas: MemorySpace[] = []
  const peers: (Awaited<ReturnType<typeof peer>> & {
    readonly replica: MemorySpace
    readonly gossip: Gossip
    readonly log: TestLog
  })[] = []
  let gossiped = 0
  for (let i = 0; i < 12; i++) {
    const replica = createMemorySpace(space)
    replicas.push(replica)
    const made = await peer(replica, { every: 2_000, everyAtMost: 4_000, newsWithin: 500 })
    const gossip = made.join((bytes) => {
      gossiped++
      void replica.ingest([bytes])
    })
    const log = testLog(made.device, space)
    peers.push({ ...made, replica, gossip, log })
    await Promise.all(peers.slice(0, -1).map((other) => reach(made.network, other.network.addresses()[0]!)))
    const bytes = log.write('early')
    await replica.ingest([bytes])
    gossip.publishEntry(bytes)
  }
  keepMet(peers)
  await until('the early ones', () => replicas.every((r) => r.size() === 12), 40_000)
  // Long enough for scores by address to have emptied every mesh, had they been on.
  await until('meshes', () => peers.every(({ gossip }) => gossip.peers().length === 11))
  gossiped = 0
  for (const { replica, gossip, log } of peers) {
    const bytes = log.write('late')
    await replica.ingest([bytes])
    gossip.publishEntry(bytes)
  }
  await until('the late ones', () => replicas.every((r) => r.size() === 24), 40_000)
  expect(new Set(replicas.map((r) => r.roots().root)).size).toBe(1)
  expect(gossiped).toBeGreaterThan(100)
  expect(peers.flatMap(({ events }) => events).filter((event) => event.type === 'penalised')).toEqual([])
}, 120_000)

test('S10 T3 N10 a slow reader of 6 MB holds back its sender, and a cut in the middle resumes', async () => {
  const from = createMemorySpace(space)
  const log = testLog(testDevice(), space)
  await from.ingest(Array.from({ length: 1500 }, (_, i) => log.write(new Uint8Array(4_000).fill(i))))
  let served = 0
  let servedBefore = 0
  let storedBefore = 0
  let ahead = 0
  const to = createMemorySpace(space, { ingestDelay: () => new Promise((resolve) => setTimeout(resolve, 40)) })
  const counting: SyncSpace = {
    ...from,
    entriesAt: (id, seq) => {
      const page = [...from.entriesAt(id, seq)]
      served += page.length
      ahead = Math.max(ahead, served - servedBefore - (to.size() - storedBefore))
      return page
    },
  }
  const a = await peer(counting)
  const b = await peer(to)
  await a.network.dial(b.network.addresses()[0]!)
  await until('a third', () => to.size() > 300)
  await a.network.setOnline(false)
  await until('cut', () => b.network.peers().length === 0)
  await new Promise((resolve) => setTimeout(resolve, 200))
  storedBefore = to.size()
  servedBefore = served
  expect(storedBefore).toBeLessThan(1500)
  await a.network.setOnline(true)
  await a.network.dial(b.network.addresses()[0]!)
  await until('all', () => to.size() === 1500, 30_000)
  // Never more under way than windows and two batches, and only that was sent twice.
  expect(ahead * 4_000).toBeLessThan(3 * 1024 * 1024)
  expect(served - 1500).toBeLessThan(600)
  // Who goes offline in the middle of a frame is not to blame.
  expect(b.events.filter((event) => event.type === 'penalised')).toEqual([])
}, 120_000)

test('S8 D1 garbage on the sync protocol costs the connection; the node goes on', async () => {
  const replica = createMemorySpace(space)
  const victim = await peer(replica)
  const attacker = await createLibp2pNetwork({ deviceKey: testDevice(), listen: [], mdns: false, clock: systemClock })
  await attacker.start()
  running.push(() => attacker.stop())
  await attacker.dial(victim.network.addresses()[0]!)
  const stream = await attacker.openStream(victim.device.device, '/daomesh/sync/1')
  await stream.send(new Uint8Array(1000).fill(0xa1))
  await until('cut off', () => victim.network.peers().length === 0)
  expect(victim.events.some((event) => event.type === 'failed' && event.code === 'SYNC_FRAME')).toBe(true)
  const honest = createMemorySpace(space)
  const friend = await peer(honest)
  await honest.ingest([testLog(friend.device, space).write('x')])
  await friend.network.dial(victim.network.addresses()[0]!)
  await until('goes on', () => replica.size() === 1)
})
