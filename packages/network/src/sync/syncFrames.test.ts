import { DaomeshError, draftStream, type EntryId, equalBytes, type LogId, spaceTagOf, type SyncSpace } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createFrameSplitter, prefixFrame } from '../frames/lengthPrefix.ts'
import { createMemorySpace, testDevice, testLog, testSpace } from '../testing/memorySpace.ts'
import { createSimulation } from '../testing/simulation.ts'
import { createSeededRandom } from '../testing/virtualClock.ts'
import { decodeSyncFrame, encodeSyncFrame, type SyncFrame, syncProtocol } from './syncFrames.ts'

const space = testSpace('frames')
const id = (digit: string) => digit.repeat(64) as EntryId
const log = '5'.repeat(64) as LogId
const open = { log, state: 'open', seq: 3, id: id('a') } as const
const forked = { log, state: 'forked', seq: 2, proof: [id('1'), id('2')], tips: [id('3')] } as const
const entry = testLog(testDevice(), space).write('hello')

const samples: readonly SyncFrame[] = [
  { type: 'hello', mode: 'sync', tags: [spaceTagOf(space, 'a', 'b')] },
  { type: 'proof', channel: 0, proof: Uint8Array.of(1, 2) },
  { type: 'verdict', channel: 0, verdict: 'MEMBERSHIP_UNKNOWN', last: false },
  { type: 'askRoots', channel: 0, root: 'r', after: 'governance' },
  { type: 'roots', channel: 0, root: 'r', streams: [{ stream: draftStream('0'.repeat(32)), root: 's' }], more: false },
  { type: 'askHeads', channel: 0, stream: 'governance', after: log },
  { type: 'heads', channel: 0, heads: [open, forked], more: true },
  { type: 'askIds', channel: 0, places: [{ log, seq: 7 }] },
  { type: 'ids', channel: 0, ids: [id('7'), null] },
  { type: 'askRanges', channel: 0, ranges: [{ log, seq: 0 }] },
  { type: 'batch', channel: 0, entries: [entry], progress: [{ range: 0, next: null }], last: true },
  { type: 'askLogs', channel: 0, logs: [log] },
  { type: 'logHeads', channel: 0, heads: [open, null, forked] },
  { type: 'frontiers', channel: 0, frontiers: [Uint8Array.of(9)] },
  { type: 'done', channel: 0 },
  { type: 'askBranches', channel: 0, log, seq: 4, after: id('7') },
  { type: 'branches', channel: 0, places: [{ seq: 4, ids: [id('8'), id('9')] }], more: true },
  { type: 'askEntries', channel: 0, log, places: [{ seq: 4, ids: [id('8')] }] },
]

/** One to four bytes flipped, cut, doubled or inserted. */
const mutate = (bytes: Uint8Array, random: ReturnType<typeof createSeededRandom>): Uint8Array => {
  const changed = [...bytes]
  const [times = 0] = random.bytes(1)
  for (let i = 0; i <= times % 4; i++) {
    const [how = 0, high = 0, low = 0, value = 0] = random.bytes(4)
    const at = ((high << 8) | low) % Math.max(1, changed.length)
    if (how % 4 === 0) changed[at] = value
    else if (how % 4 === 1) changed.splice(at, 1)
    else if (how % 4 === 2) changed.splice(at, 0, value)
    else changed.length = at
  }
  return Uint8Array.from(changed)
}

test('S19 N4 a question names each place and each log once: what one frame makes a peer read does not grow with how often it says so', () => {
  const places = (seqs: readonly number[]) => seqs.map((seq) => ({ seq, ids: [id('8')] }))
  const ask = (seqs: readonly number[]) => encodeSyncFrame({ type: 'askEntries', channel: 0, log, places: places(seqs) })
  const named = (seqs: readonly number[]) => encodeSyncFrame({ type: 'branches', channel: 0, places: places(seqs), more: false })
  const from = (logs: readonly (typeof log)[]) =>
    encodeSyncFrame({ type: 'askRanges', channel: 0, ranges: logs.map((one) => ({ log: one, seq: 0 })) })
  for (const bytes of [ask([3, 4, 9]), named([3, 4, 9]), from([log, id('7') as string as typeof log])])
    expect(decodeSyncFrame(bytes)).toBeTruthy()
  for (const bytes of [ask(Array.from({ length: 2_000 }, () => 4)), ask([4, 3]), named([4, 4]), from([log, log])])
    expect(() => decodeSyncFrame(bytes)).toThrow(expect.objectContaining({ code: 'SYNC_FRAME' }))
})

test('F2 every frame survives its encoding', () => {
  for (const frame of samples) expect(decodeSyncFrame(encodeSyncFrame(frame))).toEqual(frame)
})

test('F3 D1 a mutated frame is refused with SYNC_FRAME or is exactly another frame', () => {
  const random = createSeededRandom(42)
  let refused = 0
  for (let i = 0; i < 6000; i++) {
    const bytes = mutate(encodeSyncFrame(samples[i % samples.length]!), random)
    try {
      expect(equalBytes(encodeSyncFrame(decodeSyncFrame(bytes)), bytes)).toBe(true)
    } catch (error) {
      expect(error).toBeInstanceOf(DaomeshError)
      expect((error as DaomeshError).code).toBe('SYNC_FRAME')
      refused++
    }
  }
  expect(refused).toBeGreaterThan(4000)
})

test('F1 D1 split and joined chunks give the same frames; an impossible length is refused before its bytes come', () => {
  const random = createSeededRandom(1)
  const frames = samples.map(encodeSyncFrame)
  const stream = Buffer.concat(frames.map(prefixFrame))
  for (let round = 0; round < 50; round++) {
    const splitter = createFrameSplitter()
    const got: Uint8Array[] = []
    for (let at = 0; at < stream.length;) {
      const [size = 1] = random.bytes(1)
      got.push(...splitter.push(stream.subarray(at, at + 1 + size)))
      at += 1 + size
    }
    expect(got.map((frame) => Buffer.from(frame).toString('hex'))).toEqual(frames.map((frame) => Buffer.from(frame).toString('hex')))
    expect(splitter.rest()).toBe(0)
  }
  expect(() => createFrameSplitter().push(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toThrowError(/SYNC_FRAME/)
  expect(() => createFrameSplitter().push(Uint8Array.of(0, 0, 0, 0))).toThrowError(/SYNC_FRAME/)
})

test('S8 D1 sessions of mutated frames store nothing, cost the sender its connection, and the node goes on', async () => {
  const random = createSeededRandom(5)
  const sim = createSimulation(20)
  const replica = createMemorySpace(space)
  const foreign: Uint8Array[] = []
  const watched: SyncSpace = {
    ...replica,
    ingest: (entries) => {
      foreign.push(...entries)
      return replica.ingest(entries)
    },
  }
  const victim = await sim.peer([watched])
  const session = (from: string): Uint8Array[] =>
    [{ type: 'hello', mode: 'sync', tags: [spaceTagOf(space, from, victim.device.device)] } as const, ...samples.slice(1)].map((frame) =>
      encodeSyncFrame(frame),
    )
  let faults = 0
  for (let i = 0; i < 60; i++) {
    const attacker = await sim.stranger()
    await sim.clock.advance(100)
    const frames = session(attacker.self)
    const at = i % frames.length
    const stream = await sim.run(attacker.openStream(victim.device.device, syncProtocol))
    for (const [j, frame] of frames.entries()) {
      const bytes = j === at ? mutate(frame, random) : frame
      if (bytes.length > 0) await stream.send(bytes).catch(() => undefined)
    }
    await sim.clock.advance(200)
    faults += victim.events.splice(0).filter((event) => event.type === 'failed' && event.code === 'SYNC_FRAME').length
    await attacker.stop()
  }
  expect(faults).toBe(60)
  expect(foreign).toEqual([])
  const honest = createMemorySpace(space)
  await honest.ingest([entry])
  await sim.peer([honest])
  await sim.until('goes on', () => replica.size() === 1)
})
