import { type DeviceId, spaceTagOf, type SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation, everybody } from '../testing/simulation.ts'
import { createSeededRandom } from '../testing/virtualClock.ts'
import { createSync } from './createSync.ts'
import { encodeSyncFrame } from './syncFrames.ts'

const space = testSpace('sync')
const many = (count: number, make: (i: number) => Uint8Array): Uint8Array[] => Array.from({ length: count }, (_, i) => make(i))
const failures = (events: readonly { readonly type: string }[]) => events.filter((event) => event.type !== 'synced')

test('S7 D8 a log whose entries are withheld does not hold up the others', async () => {
  const sim = createSimulation(8)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const [hostile, honest] = [testLog(testDevice(), space), testLog(testDevice(), space)]
  await from.ingest([...many(20, (n) => hostile.write(`h${n}`)), ...many(20, (n) => honest.write(`o${n}`))])
  const holding: SyncSpace = {
    ...from,
    depthAt: (log, seq) => (log === hostile.log ? null : from.depthAt(log, seq)),
    entriesAt: (log, seq) => (log === hostile.log ? [] : from.entriesAt(log, seq)),
  }
  const a = await sim.peer([holding])
  const b = await sim.peer([to])
  await sim.until('the honest log', () => to.size() === 20)
  await sim.until('reported', () => b.events.some((event) => event.type === 'synced' && event.outcome.spaces.some((s) => s.withheld === 1)))
  expect([...failures(a.events), ...failures(b.events)]).toEqual([])
})

test('S8 D1 a peer that sends refused entries is cut off, and the honest one still delivers', async () => {
  const sim = createSimulation(9)
  const [bad, good, to] = [createMemorySpace(space), createMemorySpace(space), createMemorySpace(space)]
  const author = testLog(testDevice(), space)
  const entries = many(30, (n) => author.write(`e${n}`))
  await bad.ingest(entries)
  await good.ingest(entries)
  const forging: SyncSpace = {
    ...bad,
    entriesAt: (log, seq) =>
      [...bad.entriesAt(log, seq)].map((bytes) => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte))),
  }
  const liar = await sim.peer([forging])
  const reader = await sim.peer([to])
  await sim.until('penalised', () => reader.events.some((event) => event.type === 'penalised' && event.peer === liar.device.device))
  expect(to.size()).toBe(0)
  await sim.peer([good])
  await sim.until('delivered', () => to.size() === 30)
  expect(reader.network.peers().map((peer) => peer.device)).not.toContain(liar.device.device)
})

test('S10 a batch is taken in while the one before it is stored, two at a time, and all are flushed at the end', async () => {
  const sim = createSimulation(18)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const author = testLog(testDevice(), space)
  await from.ingest(many(2_100, (n) => author.write(`e${n}`)))
  let running = 0
  let most = 0
  const calls: (readonly [entries: number, durable: boolean | undefined])[] = []
  const slow: SyncSpace = {
    ...to,
    ingest: async (entries, options) => {
      most = Math.max(most, ++running)
      calls.push([entries.length, options?.durable])
      await new Promise((resolve) => sim.clock.setTimer(() => resolve(null), 50))
      running--
      return to.ingest(entries)
    },
  }
  await sim.peer([from])
  await sim.peer([slow])
  await sim.until('everything', () => to.size() === 2_100 && running === 0 && calls.at(-1)?.[0] === 0)
  expect(most).toBe(2)
  expect(calls).toEqual([
    [512, false],
    [512, false],
    [512, false],
    [512, false],
    [52, false],
    [0, true],
  ])
})

test('S8 D1 a batch that is refused costs its sender the connection at once, whatever is under way behind it', async () => {
  const sim = createSimulation(19)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const author = testLog(testDevice(), space)
  await from.ingest(many(600, (n) => author.write(`e${n}`)))
  let batches = 0
  const refusing: SyncSpace = {
    ...to,
    ingest: async (entries) => {
      // The first is refused a moment later; what came behind it would be under way for ever.
      await new Promise((resolve) => batches++ === 0 && sim.clock.setTimer(() => resolve(null), 50))
      return { stored: [], known: 0, refused: entries.length }
    },
  }
  const liar = await sim.peer([from])
  const reader = await sim.peer([refusing])
  await sim.until('penalised', () => reader.events.some((event) => event.type === 'penalised' && event.peer === liar.device.device))
  expect(batches).toBe(2)
})

test('S14 of the sessions that one peer opens, two are served at a time', async () => {
  const sim = createSimulation(16)
  const a = await sim.peer([createMemorySpace(space)])
  const b = await sim.stranger()
  await sim.clock.advance(1000)
  const open = async () => sim.run(b.openStream(a.device.device, '/daomesh/sync/1'))
  const hello = encodeSyncFrame({ type: 'hello', mode: 'heads', tags: [spaceTagOf(space, b.self, a.device.device)] })
  const streams = [await open(), await open(), await open()]
  const outcomes = streams.map(async (stream) => {
    try {
      await stream.send(hello)
      return (await stream.receive()) === null ? 'ended' : 'answered'
    } catch {
      return 'aborted'
    }
  })
  expect(await sim.run(Promise.all(outcomes))).toEqual(['answered', 'answered', 'aborted'])
})

test('S14 a peer that asks on without waiting for the answers is cut off', async () => {
  const sim = createSimulation(17)
  const ours = createMemorySpace(space)
  const a = await sim.peer([ours])
  const b = await sim.stranger()
  // More than the stream takes unread, so that the first answer cannot end.
  const log = testLog(a.device, space)
  await ours.ingest(many(40, (n) => log.write(`${n}`.padEnd(100_000, 'x'))))
  await sim.clock.advance(1000)
  const stream = await sim.run(b.openStream(a.device.device, '/daomesh/sync/1'))
  await stream.send(encodeSyncFrame({ type: 'hello', mode: 'sync', tags: [spaceTagOf(space, b.self, a.device.device)] }))
  await stream.send(encodeSyncFrame({ type: 'proof', channel: 0, proof: new Uint8Array() }))
  await stream.send(encodeSyncFrame({ type: 'verdict', channel: 0, verdict: 'admit', last: true }))
  const ask = encodeSyncFrame({ type: 'askRanges', channel: 0, ranges: [{ log: log.log, seq: 0 }] })
  const flood = Promise.all(many(12, () => ask).map((frame) => stream.send(frame))).catch(() => undefined)
  await sim.until('fault', () => a.events.some((event) => event.type === 'failed' && event.code === 'SYNC_FRAME'))
  await sim.run(flood)
  expect(a.network.peers()).toHaveLength(0)
})

test('S9 a silent peer is given up after the step limit and blocks nobody', async () => {
  const sim = createSimulation(10)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  await from.ingest(
    many(
      10,
      (
        (log) => (n: number) =>
          log.write(`${n}`)
      )(testLog(testDevice(), space)),
    ),
  )
  const mute = await sim.stranger()
  mute.handle('/daomesh/sync/1', () => new Promise(() => undefined))
  const b = await sim.peer([to])
  const stuck = b.sync.syncNow(mute.self)
  await sim.peer([from])
  await sim.until('others go on', () => to.size() === 10, 5_000)
  expect(await sim.run(stuck)).toEqual([])
  expect(b.events.filter((event) => event.type === 'failed')[0]).toMatchObject({ peer: mute.self, code: 'PEER_UNREACHABLE' })
  expect(b.events.some((event) => event.type === 'penalised')).toBe(false)
})

test('S13 a session that failed is tried again soon, and more seldom while it goes on failing', async () => {
  const sim = createSimulation(18)
  const moody = await sim.stranger()
  let tried = 0
  moody.handle('/daomesh/sync/1', async (stream) => {
    tried += 1
    stream.abort(new Error('busy'))
  })
  const a = await sim.peer([createMemorySpace(space)])
  await sim.until('twice more', () => tried === 3, 14_000)
  tried = 0
  await sim.clock.advance(300_000)
  expect(tried).toBeGreaterThan(4)
  expect(tried).toBeLessThan(14)
  expect(a.events.some((event) => event.type === 'penalised')).toBe(false)
})

test('S10 N10 after a cut in the middle the rest is sent, not all again', async () => {
  const sim = createSimulation(11)
  const [from, to] = [createMemorySpace(space), createMemorySpace(space)]
  const log = testLog(testDevice(), space)
  await from.ingest(many(400, (n) => log.write(new Uint8Array(8_000).fill(n))))
  let served = 0
  const counting: SyncSpace = {
    ...from,
    entriesAt: (id, seq) => {
      const entries = [...from.entriesAt(id, seq)]
      served += entries.length
      return entries
    },
  }
  const a = await sim.peer([counting])
  const b = await sim.peer([to])
  await sim.until('half way', () => to.size() > 150)
  sim.hub.cut(a.device.device, b.device.device)
  await sim.clock.advance(5_000)
  const before = to.size()
  expect(before).toBeLessThan(400)
  await sim.run(b.network.dial(a.network.addresses()[0]!))
  await sim.until('all', () => to.size() === 400)
  // At most the window and one batch were under way when the connection broke.
  expect(served - 400).toBeLessThan(120)
})

test('S8 N4 penalties are remembered of so many peers, and each of them doubles as before', async () => {
  const sim = createSimulation(34)
  const a = await sim.peer([createMemorySpace(space)])
  const names = many(4_097, (n) => Uint8Array.of(n >> 8, n & 255)).map(
    (bytes) => Buffer.from(bytes).toString('hex').padStart(64, '0') as DeviceId,
  )
  const told = () => a.events.flatMap((event) => (event.type === 'penalised' ? [event.milliseconds] : []))
  for (const name of [names[0]!, ...names.slice(0, 4_096), names[0]!]) a.sync.penalise(name, 'again')
  expect([told()[0], told()[1], told().at(-1)]).toEqual([600_000, 1_200_000, 2_400_000])
  a.sync.penalise(names[4_096]!, 'one more')
  // The first of the others was penalised longest ago.
  a.sync.penalise(names[1]!, 'forgotten')
  expect(told().at(-1)).toBe(600_000)
  a.sync.penalise(names[0]!, 'remembered')
  expect(told().at(-1)).toBe(4_800_000)
})

test('S9 a stream that opens while the engine ends does not hold it up', async () => {
  const sim = createSimulation(35)
  const mute = await sim.stranger()
  mute.handle('/daomesh/sync/1', () => new Promise(() => undefined))
  const network = await sim.stranger()
  await sim.clock.advance(1_000)
  const opening = Promise.withResolvers<void>()
  const sync = createSync({
    network: {
      ...network,
      openStream: async (peer, protocol) => {
        await opening.promise
        return network.openStream(peer, protocol)
      },
    },
    clock: sim.clock,
    random: createSeededRandom(1),
    spaces: () => [createMemorySpace(space)],
    admission: everybody,
  })
  const session = sync.syncNow(mute.self)
  const asked = sync.askHeads(space, [])
  const stopped = sync.stop()
  opening.resolve()
  await sim.run(stopped, 1_000)
  expect(await sim.run(session, 1_000)).toEqual([])
  expect(await sim.run(asked, 1_000)).toEqual([])
})
