import { draftStream, governanceStream, decodeEntry, spaceTagOf, type SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation, everybody } from '../testing/simulation.ts'
import { createSeededRandom } from '../testing/virtualClock.ts'
import type { Admission, Frontiers } from './ports.ts'
import { encodeSyncFrame, syncLimits } from './syncFrames.ts'

const space = testSpace('sync')
const many = (count: number, make: (i: number) => Uint8Array): Uint8Array[] => Array.from({ length: count }, (_, i) => make(i))
const failures = (events: readonly { readonly type: string }[]) => events.filter((event) => event.type !== 'synced')

test('S1 N7 D11 peers end equal whatever the order, with duplicates, over partitions', async () => {
  for (const seed of [1, 2, 3]) {
    const sim = createSimulation(seed, { delay: [1, 80] })
    const random = createSeededRandom(seed)
    const replicas = Array.from({ length: 5 }, () => createMemorySpace(space))
    const peers = []
    for (const replica of replicas) peers.push(await sim.peer([replica]))
    sim.hub.partition([peers.slice(0, 2).map((p) => p.device.device), peers.slice(2).map((p) => p.device.device)])
    const all = peers.flatMap(({ device }, i) => {
      const log = testLog(device, space, i % 2 === 0 ? governanceStream : draftStream(`${i}`.repeat(32)))
      return many(20, (n) => log.write(`${i} ${n}`))
    })
    // Gossip of the past: some peers already hold some entries, in any order, twice.
    for (const bytes of [...all, ...all]) {
      const [at = 0] = random.bytes(1)
      const author = peers.findIndex(({ device }) => decodeEntry(bytes).header.device === device.device)
      await replicas[author]!.ingest([bytes])
      if (at < 60) await replicas[at % 5]!.ingest([bytes])
    }
    await sim.clock.advance(60_000)
    sim.hub.heal()
    await sim.until(`equal with seed ${seed}`, () => replicas.every((r) => r.size() === all.length))
    expect(new Set(replicas.map((r) => r.roots().root)).size).toBe(1)
    expect(peers.flatMap((p) => failures(p.events)).filter((f) => f.type === 'penalised')).toEqual([])
    for (const peer of peers) await peer.sync.stop()
  }
})

test('S1 the same seed gives the same run', async () => {
  const devices = [testDevice(), testDevice(), testDevice()]
  const trace = async (): Promise<string[]> => {
    const sim = createSimulation(9, { delay: [1, 50] })
    const lines: string[] = []
    for (const [i, device] of devices.entries()) {
      const replica = createMemorySpace(space)
      const log = testLog(device, space)
      await replica.ingest(many(10, (n) => log.write(`${n}`)))
      const watched: SyncSpace = {
        ...replica,
        ingest: (entries) => {
          lines.push(`${sim.clock.now()} ${i} ${entries.length}`)
          return replica.ingest(entries)
        },
      }
      await sim.peer([watched], { device })
    }
    await sim.clock.advance(100_000)
    return lines
  }
  const first = await trace()
  expect(first.length).toBeGreaterThan(3)
  expect(await trace()).toEqual(first)
})

test('S2 a peer that does not know the space learns neither its id nor an entry', async () => {
  const sim = createSimulation(1)
  const [ours, other] = [createMemorySpace(space), createMemorySpace(testSpace('another'))]
  const a = await sim.peer([ours])
  const b = await sim.peer([other])
  await ours.ingest([testLog(a.device, space).write('secret')])
  const frames: Uint8Array[] = []
  const listener = await sim.stranger()
  await sim.clock.advance(1000)
  const stream = await sim.run(listener.openStream(a.device.device, '/daomesh/sync/1'))
  const read = (async () => {
    for (let frame = await stream.receive(); frame !== null; frame = await stream.receive()) frames.push(frame)
  })().catch(() => undefined)
  const guess = spaceTagOf(testSpace('a guess'), listener.self, a.device.device)
  await stream.send(encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [guess] }))
  await sim.clock.advance(60_000)
  await read
  // Not even in how many spaces it is.
  expect(frames).toEqual([encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [] })])
  expect(other.size()).toBe(0)
  expect(b.events.some((event) => event.type === 'synced')).toBe(false)
})

test('S3 a refused peer gets nothing and gives nothing; another is served', async () => {
  const sim = createSimulation(2)
  const [ours, theirs, member] = [createMemorySpace(space), createMemorySpace(space), createMemorySpace(space)]
  const intruder = testDevice()
  const admission: Admission = {
    prove: () => Uint8Array.of(1),
    admit: (_, peer) => (peer === intruder.device ? 'refuse' : 'admit'),
  }
  const a = await sim.peer([ours], { admission })
  const b = await sim.peer([theirs], { device: intruder })
  await sim.peer([member], { admission })
  await ours.ingest([testLog(a.device, space).write('for members')])
  await theirs.ingest([testLog(intruder, space).write('from outside')])
  await sim.until('member has it', () => member.size() === 1)
  await sim.clock.advance(60_000)
  expect([ours.size(), theirs.size(), member.size()]).toEqual([1, 1, 1])
  const outcome = b.events.find((event) => event.type === 'synced')
  expect(outcome).toMatchObject({ outcome: { spaces: [{ theirs: 'refuse', stored: 0 }] } })
})

test('S3 S12 frontiers of a refused peer are not looked at, and before a verdict they break the protocol', async () => {
  const looked: number[] = []
  const frontiers: Frontiers = {
    own: () => null,
    all: () => [],
    receive: (_, bytes) => {
      looked.push(bytes[0] ?? -1)
      return 'ignore'
    },
  }
  const elder = testDevice()
  for (const early of [false, true]) {
    const sim = createSimulation(3)
    const admission: Admission = {
      prove: () => new Uint8Array(),
      admit: (_, peer) => (peer === elder.device ? 'MEMBERSHIP_UNKNOWN' : 'refuse'),
    }
    const a = await sim.peer([createMemorySpace(space)], { admission, frontiers })
    const [refused, unknown] = [await sim.stranger(), await sim.stranger(elder)]
    await sim.clock.advance(1000)
    for (const [mark, from] of [refused, unknown].entries()) {
      const stream = await sim.run(from.openStream(a.device.device, '/daomesh/sync/1'))
      await stream.send(encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [spaceTagOf(space, from.self, a.device.device)] }))
      if (!early) await stream.send(encodeSyncFrame({ type: 'proof', channel: 0, proof: new Uint8Array() }))
      if (!early) await sim.clock.advance(1_000)
      await stream.send(encodeSyncFrame({ type: 'frontiers', channel: 0, frontiers: [Uint8Array.of(mark)] }))
      await sim.clock.advance(1_000)
      stream.abort(new Error('enough'))
    }
    expect(looked.splice(0)).toEqual(early ? [] : [1])
    expect(a.events.some((event) => event.type === 'failed' && event.code === 'SYNC_FRAME')).toBe(early)
  }
})

test('S3 a question before admission breaks the protocol', async () => {
  const sim = createSimulation(3)
  const ours = createMemorySpace(space)
  const a = await sim.peer([ours], { admission: { prove: () => new Uint8Array(), admit: () => 'refuse' } })
  const b = await sim.stranger()
  await ours.ingest([testLog(a.device, space).write('x')])
  await sim.clock.advance(1000)
  const stream = await sim.run(b.openStream(a.device.device, '/daomesh/sync/1'))
  await stream.send(encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [spaceTagOf(space, b.self, a.device.device)] }))
  await stream.send(encodeSyncFrame({ type: 'askRoots', channel: 0, root: '', after: null }))
  await sim.until('fault', () => a.events.some((event) => event.type === 'failed' && event.code === 'SYNC_FRAME'))
  expect(a.network.peers()).toHaveLength(0)
})

test('S4 N6 a peer that cannot be judged yet is not punished, and is served once what was fetched admits it', async () => {
  const sim = createSimulation(4)
  const [old, fresh] = [createMemorySpace(space), createMemorySpace(space)]
  const elder = testDevice()
  await old.ingest([testLog(elder, space).write('the decision that admits')])
  const own = testDevice()
  await fresh.ingest([testLog(own, space).write('from the newcomer')])
  // The newcomer knows no roster until it has fetched the log of the elder.
  const a = await sim.peer([fresh], {
    device: own,
    admission: {
      prove: () => new Uint8Array(),
      admit: () => (fresh.size() > 1 ? 'admit' : 'MEMBERSHIP_UNKNOWN'),
      learnsFromEntries: true,
    },
  })
  const b = await sim.peer([old], { device: elder })
  await sim.until('both ways', () => old.size() === 2 && fresh.size() === 2, 20_000)
  await sim.clock.advance(1000)
  expect([...failures(a.events), ...failures(b.events)]).toEqual([])
})

test('S4 N5 where entries cannot show who a peer is, nothing is fetched from an unknown one, however welcome it makes us', async () => {
  const sim = createSimulation(44)
  const [ours, theirs] = [createMemorySpace(space), createMemorySpace(space)]
  const a = await sim.peer([ours], { admission: { prove: () => new Uint8Array(), admit: () => 'MEMBERSHIP_UNKNOWN' } })
  const stranger = await sim.peer([theirs])
  await theirs.ingest([testLog(stranger.device, space).write('well signed, and nobody asked for it')])
  await sim.clock.advance(200_000)
  expect([ours.size(), ours.ingested()]).toEqual([0, 0])
  expect(a.network.peers()).toHaveLength(1)
  expect([...failures(a.events), ...failures(stranger.events)]).toEqual([])
})

test('S4 N6 two peers that never can judge each other exchange nothing and stay connected', async () => {
  const sim = createSimulation(5)
  const [left, right] = [createMemorySpace(space), createMemorySpace(space)]
  const unsure: Admission = { prove: () => new Uint8Array(), admit: () => 'MEMBERSHIP_UNKNOWN' }
  const a = await sim.peer([left], { admission: unsure })
  await left.ingest([testLog(a.device, space).write('x')])
  const b = await sim.peer([right], { admission: unsure })
  await sim.clock.advance(200_000)
  expect(right.size()).toBe(0)
  expect(a.network.peers()).toHaveLength(1)
  expect([...failures(a.events), ...failures(b.events)]).toEqual([])
})

test('S5 governance comes before drafts', async () => {
  const sim = createSimulation(6)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const author = testDevice()
  for (const stream of [draftStream('0'.repeat(32)), 'a-stream-sorted-first', governanceStream]) {
    const log = testLog(author, space, stream)
    await from.ingest(many(30, (n) => log.write(`${stream} ${n}`)))
  }
  const order: string[] = []
  const watched: SyncSpace = {
    ...to,
    ingest: (entries) => {
      for (const bytes of entries) order.push(new TextDecoder().decode(decodeEntry(bytes).body ?? new Uint8Array()).split(' ')[0] ?? '')
      return to.ingest(entries)
    },
  }
  await sim.peer([from], { device: author })
  await sim.peer([watched])
  await sim.until('all', () => to.size() === 90)
  expect([...new Set(order)][0]).toBe(governanceStream)
  expect(order.slice(0, 30).every((stream) => stream === governanceStream)).toBe(true)
})

test('S6 D3 both branches of a fork reach everybody, and only what is missing is sent', async () => {
  const sim = createSimulation(7)
  const author = testDevice()
  const trunk = testLog(author, space)
  const stem = many(50, (n) => trunk.write(`stem ${n}`))
  const prev = decodeEntry(stem[49]!).id
  const left = testLog(author, space, governanceStream, { from: { seq: 50, prev } })
  const right = testLog(author, space, governanceStream, { from: { seq: 50, prev } })
  const [a, b, c] = [createMemorySpace(space), createMemorySpace(space), createMemorySpace(space)]
  await a.ingest([...stem, ...many(5, (n) => left.write(`left ${n}`))])
  await b.ingest([...stem, ...many(7, (n) => right.write(`right ${n}`))])
  await c.ingest(stem.slice(0, 10))
  const peers = [await sim.peer([a]), await sim.peer([b]), await sim.peer([c])]
  await sim.until('all branches', () => [a, b, c].every((r) => r.size() === 62))
  expect(new Set([a, b, c].map((r) => r.roots().root)).size).toBe(1)
  const known = peers[0]!.events
    .flatMap((event) => (event.type === 'synced' ? event.outcome.spaces : []))
    .reduce((sum, s) => sum + s.known, 0)
  expect(known).toBeLessThan(62)
})

test('S11 D4 the heads of logs can be asked, however many, so that a restored backup learns how far it was', async () => {
  const sim = createSimulation(12)
  const me = testDevice()
  const [restored, friend] = [createMemorySpace(space), createMemorySpace(space)]
  const drafts = Array.from({ length: syncLimits.idsPerFrame + 5 }, (_, n) =>
    testLog(me, space, draftStream(n.toString(16).padStart(32, '0'))),
  )
  const mine = testLog(me, space)
  const written = many(5, (n) => mine.write(`${n}`))
  await friend.ingest([...written, ...drafts.slice(1).map((draft) => draft.write('d'))])
  await restored.ingest(written.slice(0, 2))
  const b = await sim.peer([friend])
  const a = await sim.peer([restored], { device: me })
  await sim.clock.advance(50)
  // The peer never heard of the first draft, and is asked for the log of the governance stream last of all.
  const [answer, ...more] = await sim.run(
    a.sync.askHeads(
      space,
      [...drafts, mine].map(({ log }) => log),
    ),
  )
  expect([answer?.peer, more]).toEqual([b.device.device, []])
  expect(answer?.heads.map(({ log, seq }) => `${log} ${seq}`)).toEqual([...drafts.slice(1).map(({ log }) => `${log} 0`), `${mine.log} 4`])
  expect(await sim.run(a.sync.askHeads(testSpace('unknown'), [mine.log]))).toEqual([])
})

test('S12 frontiers travel with sync, the latest of every device', async () => {
  const sim = createSimulation(13)
  const got: string[][] = [[], [], []]
  const peers = []
  for (const i of [0, 1, 2]) {
    const known = new Map<string, Uint8Array>()
    peers.push(
      await sim.peer([createMemorySpace(space)], {
        admission: everybody,
        frontiers: {
          own: () => new TextEncoder().encode(`${i}`),
          all: () => [...known.values()],
          receive: (_, bytes) => {
            const text = new TextDecoder().decode(bytes)
            known.set(text, bytes)
            got[i]!.push(text)
            return 'accept'
          },
        },
      }),
    )
  }
  await sim.clock.advance(100_000)
  expect(got.map((texts) => [...new Set(texts)].filter((t) => t !== `${got.indexOf(texts)}`).sort())).toEqual([
    ['1', '2'],
    ['0', '2'],
    ['0', '1'],
  ])
})
