import { verify, createPublicKey } from 'node:crypto'
import { decodeEntry, fromHex, type GossipJudge, hashOf, sealEphemeral, signedBytes, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, type MemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation, type SimulatedPeer } from '../testing/simulation.ts'
import { createPush } from '../push/createPush.ts'
import { syncLimits } from '../sync/syncFrames.ts'
import { nativeMessageIdOf } from '../libp2p/nativeMessageId.ts'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { type CreateGossipParameters, createGossip } from './createGossip.ts'
import { messageIdOf } from './messageId.ts'
import { createPublishQueue } from './publishQueue.ts'
import { purposes, topicsOf } from './topics.ts'

const space = testSpace('gossip')
const keyNamed = (name: string): Uint8Array => hashOf('test', utf8(name))
const key = keyNamed('key')
const spki = Buffer.from('302a300506032b6570032100', 'hex')

/** The real check that a node makes before it passes an entry on. */
const judge: GossipJudge = async (bytes) => {
  try {
    const { header, headerBytes, signature } = decodeEntry(bytes)
    const key = createPublicKey({ key: Buffer.concat([spki, fromHex(header.device)]), format: 'der', type: 'spki' })
    return verify(null, signedBytes(headerBytes), key, signature) ? 'accept' : 'reject'
  } catch {
    return 'reject'
  }
}

const join = (
  sim: ReturnType<typeof createSimulation>,
  peer: SimulatedPeer,
  replica: MemorySpace,
  more: Partial<CreateGossipParameters> = {},
) =>
  createGossip({
    network: peer.network,
    push: peer.push,
    clock: sim.clock,
    random: sim.random,
    space,
    tuning: { speak: key, hear: [key] },
    judge,
    onEntry: (bytes) => void replica.ingest([bytes]),
    penalise: peer.sync.penalise,
    onLost: () => peer.sync.hasten(),
    ...more,
  })

test('G1 topics differ by purpose, space and key, and their names show nothing of either', () => {
  const all = [topicsOf(space, key), topicsOf(testSpace('other'), key), topicsOf(space, keyNamed('other'))].flatMap((topics) =>
    purposes.map((purpose) => topics[purpose]),
  )
  expect(new Set(all.map(({ name }) => name)).size).toBe(9)
  expect(new Set(all.map(({ key: sealing }) => Buffer.from(sealing).toString('hex'))).size).toBe(9)
  for (const { name, key: sealing } of all)
    for (const secret of [space, Buffer.from(key).toString('hex'), Buffer.from(sealing).toString('hex')]) expect(name).not.toContain(secret)
})

test('G2 a message is named by all its bytes, and both ways of naming agree', () => {
  for (const size of [0, 10, 300, 70_000]) {
    const bytes = new Uint8Array(size).fill(3)
    expect(new Uint8Array(nativeMessageIdOf(bytes))).toEqual(messageIdOf(bytes))
    expect(messageIdOf(Uint8Array.of(...bytes.subarray(0, 100), 1))).not.toEqual(messageIdOf(bytes))
  }
})

test('G1 G5 N5 who knows the names but not the key hears nothing it can open, says nothing that is judged, and is cut off after eight', async () => {
  const sim = createSimulation(36)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a])
  const right = await sim.peer([b])
  const speaker = join(sim, left, a)
  let judged = 0
  join(sim, right, b, {
    judge: (bytes) => {
      judged++
      return judge(bytes)
    },
  })
  const stranger = await sim.stranger()
  const overheard: Uint8Array[] = []
  const { name } = topicsOf(space, key).entries
  // Known to listen by the router, and sent to like everybody who does.
  stranger.pubsub.subscribe(name, { judge: async () => 'ignore', onMessage: () => undefined })
  const push = createPush({ network: stranger, clock: sim.clock })
  push.listen(name, async (bytes) => {
    overheard.push(bytes)
    return 'accept'
  })
  await sim.clock.advance(1_000)
  const bytes = testLog(left.device, space).write('only for us')
  await a.ingest([bytes])
  speaker.publishEntry(bytes)
  await sim.until('it arrives', () => b.size() === 1)
  await sim.until('it is overheard', () => overheard.length === 1)
  for (const plain of [bytes.subarray(8, 40), fromHex(space), fromHex(left.device.device), utf8('only for us')])
    expect(Buffer.from(overheard[0] ?? []).includes(Buffer.from(plain))).toBe(false)
  const log = testLog(testDevice(), space)
  const guess = topicsOf(space, keyNamed('guess')).entries.key
  for (let i = 0; i < 20; i++)
    await stranger.pubsub.publish(
      name,
      i % 2 === 0 ? log.write('in clear') : sealEphemeral(guess, sim.random.bytes(24), log.write('guessed')),
    )
  await sim.clock.advance(1_000)
  expect([judged, b.size()]).toEqual([1, 1])
  expect(right.events).toContainEqual(expect.objectContaining({ type: 'penalised', peer: stranger.self }))
  expect(right.network.peers().map(({ device }) => device)).toEqual([left.device.device])
})

test('G4 entries go to those who may hear them, and not to whoever else listens', async () => {
  const sim = createSimulation(39)
  const left = await sim.peer([createMemorySpace(space)])
  const right = await sim.peer([createMemorySpace(space)])
  const other = await sim.peer([createMemorySpace(space)])
  const heard: string[] = []
  const quiet = createMemorySpace(space)
  for (const [name, peer] of [
    ['right', right],
    ['other', other],
  ] as const)
    join(sim, peer, quiet, { onEntry: () => heard.push(name) })
  const speaker = join(sim, left, quiet, { mayHear: (peer) => peer === right.device.device })
  await sim.clock.advance(1_000)
  expect(speaker.peers()).toHaveLength(2)
  speaker.publishEntry(testLog(left.device, space).write('for one of them'))
  await sim.clock.advance(1_000)
  expect(heard).toEqual(['right'])
})

test('G9 keys come and go at runtime: spoken under one, heard under each, silent without', async () => {
  const sim = createSimulation(37)
  const [older, newer] = [keyNamed('older'), keyNamed('newer')]
  const heard: string[] = []
  const lost: string[] = []
  const make = async (name: string) => {
    const replica = createMemorySpace(space)
    const peer = await sim.peer([replica], { timing: { every: 10_000_000, everyAtMost: 10_000_000 } })
    const onEntry = (bytes: Uint8Array) => heard.push(`${name} hears ${new TextDecoder().decode(decodeEntry(bytes).body ?? undefined)}`)
    const gossip = join(sim, peer, replica, { tuning: { speak: null, hear: [] }, onEntry, onLost: () => lost.push(name) })
    const log = testLog(peer.device, space)
    return { gossip, say: (text: string) => gossip.publishEntry(log.write(text)) }
  }
  const [ann, ben] = [await make('ann'), await make('ben')]
  await sim.clock.advance(1_000)
  expect([ann.say('nothing'), ann.gossip.publishFrontier(Uint8Array.of(1)), ann.gossip.publishPresence(Uint8Array.of(1))]).toEqual([
    false,
    false,
    false,
  ])
  expect([ann.gossip.peers(), lost]).toEqual([[], ['ann']])
  ann.gossip.tune({ speak: older, hear: [older] })
  ben.gossip.tune({ speak: older, hear: [older] })
  expect(ann.gossip.peers()).toHaveLength(1)
  ann.say('one')
  await sim.clock.advance(500)
  ann.gossip.tune({ speak: newer, hear: [newer, older] })
  expect(ann.gossip.peers()).toEqual([])
  ann.say('two')
  ben.say('three')
  await sim.clock.advance(500)
  expect(heard).toEqual(['ben hears one', 'ann hears three'])
  ben.gossip.tune({ speak: newer, hear: [newer] })
  ben.say('four')
  ann.say('five')
  await sim.clock.advance(500)
  expect(heard.slice(2).toSorted()).toEqual(['ann hears four', 'ben hears five'])
  ann.gossip.stop()
  ben.say('six')
  await sim.clock.advance(500)
  expect(heard).toHaveLength(4)
})

test('G3 N7 with loss, duplicates and reordering every entry arrives: gossip hints, sync delivers', async () => {
  const sim = createSimulation(31, { delay: [1, 40], loss: 0.3, duplication: 0.3, reorder: 0.3 })
  const replicas = Array.from({ length: 6 }, () => createMemorySpace(space))
  const peers = []
  for (const replica of replicas) {
    const peer = await sim.peer([replica])
    peers.push({ peer, replica, gossip: join(sim, peer, replica) })
  }
  await sim.clock.advance(2_000)
  for (let n = 0; n < 20; n++)
    for (const { peer, replica, gossip } of peers) {
      const log = logs.get(peer) ?? testLog(peer.device, space)
      logs.set(peer, log)
      const bytes = log.write(`${n}`)
      await replica.ingest([bytes])
      gossip.publishEntry(bytes)
      gossip.publishEntry(bytes)
      await sim.clock.advance(10)
    }
  await sim.until('everything everywhere', () => replicas.every((replica) => replica.size() === 120))
  expect(peers.flatMap(({ peer }) => peer.events).filter((event) => event.type !== 'synced')).toEqual([])
})
const logs = new Map<SimulatedPeer, ReturnType<typeof testLog>>()

test('G4 N9 what is published right after subscribing arrives', async () => {
  const sim = createSimulation(32)
  const replicas = Array.from({ length: 12 }, () => createMemorySpace(space))
  for (const replica of replicas) {
    const peer = await sim.peer([replica])
    const gossip = join(sim, peer, replica)
    const bytes = testLog(peer.device, space).write('I am here')
    await replica.ingest([bytes])
    gossip.publishEntry(bytes)
  }
  await sim.until('all twelve', () => replicas.every((replica) => replica.size() === 12))
  expect(new Set(replicas.map((replica) => replica.roots().root)).size).toBe(1)
})

test('G5 N5 whoever floods bad signatures is cut off after eight, and costs no more checks', async () => {
  const sim = createSimulation(33)
  const replica = createMemorySpace(space)
  const victim = await sim.peer([replica])
  let judged = 0
  join(sim, victim, replica, {
    judge: (bytes) => {
      judged++
      return judge(bytes)
    },
  })
  const attacker = await sim.stranger()
  await sim.clock.advance(1_000)
  const log = testLog(testDevice(), space)
  for (let i = 0; i < 500; i++) {
    const bytes = log.write(`${i}`)
    const at = bytes.length - 20
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const { name, key: sealing } = topicsOf(space, key).entries
    await attacker.pubsub.publish(name, sealEphemeral(sealing, sim.random.bytes(24), bytes))
  }
  await sim.clock.advance(1_000)
  expect(victim.events).toContainEqual(expect.objectContaining({ type: 'penalised', peer: attacker.self }))
  expect(victim.network.peers()).toHaveLength(0)
  expect(replica.size()).toBe(0)
  expect(judged).toBeLessThan(60)
})

test('G6 N6 relaying what cannot be judged yet is ignored and not punished', async () => {
  const sim = createSimulation(34)
  const [a, b] = [createMemorySpace(testSpace('x')), createMemorySpace(testSpace('y'))]
  const left = await sim.peer([a])
  const right = await sim.peer([b])
  const heard: Uint8Array[] = []
  const speaker = join(sim, left, a)
  join(sim, right, b, { judge: async () => 'ignore', onEntry: (bytes) => heard.push(bytes) })
  await sim.clock.advance(1_000)
  const log = testLog(left.device, space)
  for (let i = 0; i < 50; i++) speaker.publishEntry(log.write(`${i}`))
  await sim.clock.advance(5_000)
  expect(heard).toEqual([])
  expect(right.events.filter(({ type }) => type !== 'nothingShared')).toEqual([])
  expect(right.network.peers()).toHaveLength(1)
})

test('G7 presence arrives though it repeats, and is gone; frontiers go to their port', async () => {
  const sim = createSimulation(35)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a])
  const right = await sim.peer([b])
  const heard: string[] = []
  const speaker = join(sim, left, a)
  join(sim, right, b, {
    onPresence: async (bytes) => {
      heard.push(`presence ${new TextDecoder().decode(bytes)}`)
      return 'accept'
    },
    frontiers: {
      receive: (_, bytes) => {
        heard.push(`frontier ${new TextDecoder().decode(bytes)}`)
        return 'accept'
      },
    },
  })
  await sim.clock.advance(1_000)
  for (let i = 0; i < 2; i++) {
    expect(speaker.publishPresence(Buffer.from('cursor 7'))).toBe(true)
    await sim.clock.advance(500)
  }
  speaker.publishFrontier(Buffer.from('upto 12'))
  await sim.clock.advance(500)
  expect(heard).toEqual(['presence cursor 7', 'presence cursor 7', 'frontier upto 12'])
  expect(b.size()).toBe(0)
})

test('G5 S12 a frontier that every receiver would reject is not published, so that nobody is penalised for it', async () => {
  const sim = createSimulation(36)
  const [a, b] = [createMemorySpace(space), createMemorySpace(space)]
  const left = await sim.peer([a])
  const right = await sim.peer([b])
  const heard: number[] = []
  const speaker = join(sim, left, a)
  join(sim, right, b, {
    frontiers: {
      receive: (_, bytes) => {
        heard.push(bytes.length)
        return 'accept'
      },
    },
  })
  await sim.clock.advance(1_000)
  for (let n = 0; n < 12; n++) expect(speaker.publishFrontier(new Uint8Array(syncLimits.frontierBytes + 1).fill(n))).toBe(false)
  expect(speaker.publishFrontier(new Uint8Array(syncLimits.frontierBytes))).toBe(true)
  await sim.clock.advance(1_000)
  expect(heard).toEqual([syncLimits.frontierBytes])
  expect(right.events.filter(({ type }) => type === 'penalised')).toEqual([])
})

test('G8 a burst of 40 000 leaves at the rate, the queue is bounded, and what is dropped is said', async () => {
  const clock = createVirtualClock()
  let sent = 0
  const queue = createPublishQueue(
    clock,
    { perSecond: 1000, burst: 128, unitBytes: 8192, waiting: 4096 },
    async () => void sent++,
    (error) => {
      throw error
    },
  )
  let dropped = 0
  for (let i = 0; i < 40_000; i++) if (!queue.push(new Uint8Array(300))) dropped++
  expect(sent).toBeLessThanOrEqual(128)
  expect(queue.waiting()).toBe(4096)
  expect(dropped).toBe(40_000 - 4096 - sent)
  const atOnce = sent
  await clock.advance(1_000)
  expect(sent - atOnce).toBeGreaterThan(900)
  expect(sent - atOnce).toBeLessThan(1_150)
  await clock.advance(10_000)
  expect(sent + dropped).toBe(40_000)
})
