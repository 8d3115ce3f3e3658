import { chunkCountOf, DaomeshError, fromHex, limits, spaceTagOf } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBitmap } from '../bitmap.ts'
import { share, type Shared, space, stride } from '../fixtures/files.ts'
import { type Guest, hear, openRoom, play, type Room, say } from '../fixtures/room.ts'
import { memoryFileDisk, memoryFileStore } from '../memory/index.ts'
import { fileLimits } from '../limits.ts'
import type { FileStore } from '../store/fileStore.ts'
import { type FileFrame, filesProtocol } from './frames.ts'

const size = 12 * limits.fileChunkBytes + 77
const count = chunkCountOf(size)
const all = Array.from({ length: count }, (_, index) => index)

/** A store that has the manifest and only some chunks of a file. */
const partOf = async (from: FileStore, { file }: Shared, chunks: readonly number[]): Promise<FileStore> => {
  const store = memoryFileStore()
  await store.putManifest(space, file, (await from.manifest(space, file)) ?? new Uint8Array())
  for (const index of chunks) {
    const length = Math.min(stride, size + 16 * count - index * stride)
    await store.write(space, file, index * stride, (await from.read(space, file, index * stride, length)) ?? new Uint8Array())
  }
  return store
}
const shareIn = async (room: Room, name = 'plan', length = size): Promise<{ readonly store: FileStore; readonly shared: Shared }> => {
  const store = memoryFileStore()
  const shared = await share(store, name, length)
  room.named.set(shared.file, [shared.named])
  return { store, shared }
}
const isWhole = ({ events }: Guest): boolean => events.some(({ type }) => type === 'whole')
const expectContent = async ({ exchange }: Guest, { file, content }: Shared): Promise<void> => {
  const held = await exchange.held(space, file)
  expect(held?.isWhole()).toBe(true)
  for (let index = 0; index < count; index++) {
    const part = content.subarray(index * limits.fileChunkBytes, (index + 1) * limits.fileChunkBytes)
    expect(Buffer.compare((await held?.open(index)) ?? new Uint8Array(), part)).toBe(0)
  }
}

test('Z11: two peers that bring the manifest at once have it written once, as a disk needs it', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  for (const name of ['ana', 'ben', 'cat']) await room.enter(name, { store: await partOf(store, shared, all) })
  const inner = memoryFileStore()
  let writing = false
  const strict: FileStore = {
    ...inner,
    putManifest: async (of, file, sealed) => {
      if (writing) throw new DaomeshError('STORAGE_FAILED')
      writing = true
      await new Promise<void>((resolve) => void room.clock.setTimer(resolve, 20))
      await inner.putManifest(of, file, sealed)
      writing = false
    },
  }
  const dan = await room.enter('dan', { store: strict })
  dan.exchange.fetch(space, shared.file)
  await room.until('all of it', () => isWhole(dan))
  expect(dan.events.filter(({ type }) => type === 'failed')).toEqual([])
})

test('Z11: a file is fetched from three peers of which each has a part only, and from all three', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  for (const [n, name] of ['ana', 'ben', 'cat'].entries())
    await room.enter(name, {
      store: await partOf(
        store,
        shared,
        all.filter((index) => index % 3 === n),
      ),
    })
  const dan = await room.enter('dan')
  const holders = dan.exchange.holders(space, shared.file)
  await room.clock.advance(200)
  expect((await holders).map(({ chunks }) => chunks > 0)).toEqual([true, true, true])
  dan.exchange.fetch(space, shared.file)
  await room.until('all of it', () => isWhole(dan))
  await expectContent(dan, shared)
  expect(dan.exchange.state(space, shared.file)).toBeNull()
  expect(await dan.store.state(space, shared.file)).toBe('whole')
})

test('Z11: who is still fetching gives what it has: two newcomers and one author', async () => {
  const room = openRoom(3)
  const { store, shared } = await shareIn(room)
  const ana = await room.enter('ana', { store: await partOf(store, shared, all.slice(0, 6)) })
  const [ben, cat] = [await room.enter('ben', { store: await partOf(store, shared, all.slice(6)) }), await room.enter('cat')]
  for (const guest of [ana, ben, cat]) guest.exchange.fetch(space, shared.file)
  await room.until('everybody has it', () => [ana, ben, cat].every(isWhole))
  await expectContent(cat, shared)
})

test('Z12/D9: only an admitted member is answered, only about a file that a record names, and nobody else learns what is looked for', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const ana = await room.enter('ana', { store })
  const stranger = await room.enter('eve', { member: false })
  stranger.exchange.fetch(space, shared.file)
  await room.clock.advance(20_000)
  expect([isWhole(stranger), await stranger.store.manifest(space, shared.file)]).toEqual([false, null])

  // A stranger that lets everybody in does not hear which file is wanted.
  const heard: string[] = []
  const mallory = await room.stranger('mallory', { member: false })
  play(mallory, (frame) => {
    heard.push(frame.type)
    return null
  })
  const ben = await room.enter('ben')
  ben.exchange.fetch(space, shared.file)
  await room.until('from ana', () => isWhole(ben))
  expect(heard).toEqual([])

  room.named.delete(shared.file)
  const cat = await room.enter('cat')
  cat.exchange.fetch(space, shared.file)
  await room.clock.advance(20_000)
  expect([isWhole(cat), ana.events.filter(({ type }) => type === 'penalised')]).toEqual([false, []])
})

test('Z13/N9: a peer that sends other bytes is cut off for long, and the others bring the file', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const mallory = await room.stranger('mallory')
  const everything = createBitmap(count, new Uint8Array(2).fill(0xff)).bytes()
  play(mallory, (frame) => {
    if (frame.type === 'want') return { type: 'have', manifest: true, chunks: everything }
    if (frame.type === 'ask') return { type: 'chunk', index: frame.chunks[0] ?? 0, sealed: new Uint8Array(stride).fill(1) }
    return null
  })
  const ana = await room.enter('ana', { store })
  const ben = await room.enter('ben', { store: await partOf(store, shared, []) })
  ben.exchange.fetch(space, shared.file)
  await room.until('all of it', () => isWhole(ben))
  await expectContent(ben, shared)
  const penalties = ben.events.filter((event) => event.type === 'penalised')
  expect(penalties).toEqual([
    { type: 'penalised', peer: mallory.self, milliseconds: fileLimits.wrongChunk, reason: expect.stringContaining('chunk') },
  ])
  expect(ben.network.peers().map(({ device }) => device)).toEqual([ana.device])
})

test.each([
  [
    'another manifest',
    { want: { type: 'have', manifest: true, chunks: new Uint8Array(2) }, askManifest: { type: 'manifest', sealed: new Uint8Array(99) } },
    false,
  ],
  ['a bitmap of another length', { want: { type: 'have', manifest: true, chunks: new Uint8Array(9) } }, true],
  ['an answer to nothing asked', { want: { type: 'chunk', index: 0, sealed: null } }, true],
] as const)('Z13: %s costs the connection for a while', async (_, said, manifest) => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const mallory = await room.stranger('mallory')
  play(mallory, (frame) => (said as Record<string, FileFrame>)[frame.type] ?? null)
  const ben = await room.enter('ben', { store: manifest ? await partOf(store, shared, []) : memoryFileStore() })
  ben.exchange.fetch(space, shared.file)
  const isCut = (): boolean => ben.events.some((event) => event.type === 'penalised' && event.milliseconds === fileLimits.frameFault)
  await room.until('cut off', isCut)
  expect(ben.network.peers()).toEqual([])
})

test('Z14: a peer that promises everything and sends nothing holds nothing up', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const mallory = await room.stranger('mallory')
  play(mallory, (frame) =>
    frame.type === 'want' ? { type: 'have', manifest: true, chunks: createBitmap(count, new Uint8Array(2).fill(0xff)).bytes() } : null,
  )
  await room.enter('ana', { store })
  const ben = await room.enter('ben', { store: await partOf(store, shared, []) })
  ben.exchange.fetch(space, shared.file)
  await room.until('all of it', () => isWhole(ben), fileLimits.silence / 2)
  await expectContent(ben, shared)
})

test('Z15: wherever it is interrupted, by a cut line or a crash, fetching goes on with what is missing and asks for nothing twice', async () => {
  const source = memoryFileStore()
  const shared = await share(source, 'plan', size)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: count - 1 }), fc.boolean(), async (seed, after, crash) => {
      const room = openRoom(seed)
      room.named.set(shared.file, [shared.named])
      let reads = 0
      const counting: FileStore = {
        ...source,
        read: (...where) => {
          reads += 1
          return source.read(...where)
        },
      }
      const ana = await room.enter('ana', { store: counting })
      const disk = memoryFileDisk()
      let ben = await room.enter('ben', { store: memoryFileStore({ disk }) })
      ben.exchange.fetch(space, shared.file)
      const progress = (): number => ben.events.filter(({ type }) => type === 'progress').length
      await room.until('some of it', () => progress() >= after || isWhole(ben))
      if (crash) {
        await ben.network.stop()
        await ben.exchange.stop()
        await room.clock.advance(100)
        ben = await room.enter('ben', { store: memoryFileStore({ disk }) })
        ben.exchange.fetch(space, shared.file)
      } else {
        room.hub.cut(ana.device, ben.device)
        await room.clock.advance(50)
        await ana.network.setOnline(false)
        await ana.network.setOnline(true)
      }
      await room.until('all of it', () => isWhole(ben))
      await expectContent(ben, shared)
      // What was under way when the line broke is read again, nothing else.
      expect(reads).toBeLessThanOrEqual(count + 2 * fileLimits.window)
    }),
    { numRuns: 12 },
  )
}, 120_000)

test('Z3: a damaged chunk is not sent to anybody: its holder says that it lacks it, is not blamed, and can fetch it again', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const good = await partOf(store, shared, all)
  await store.reopen(space, shared.file)
  await store.write(space, shared.file, 3 * stride + 9, Uint8Array.of(1, 2, 3))
  await store.complete(space, shared.file)
  const ana = await room.enter('ana', { store })
  const ben = await room.enter('ben')
  ben.exchange.fetch(space, shared.file)
  await room.until('all but one', () => ana.events.some(({ type }) => type === 'lost'))
  expect(ben.events.filter(({ type }) => type === 'penalised')).toEqual([])
  ana.exchange.fetch(space, shared.file)
  await room.enter('cat', { store: good })
  await room.until('both have it', () => isWhole(ana) && isWhole(ben))
  await expectContent(ana, shared)
})

test('N10: a member that asks and does not read costs two chunks of memory, and one that asks too much is cut off', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  let reads = 0
  const ana = await room.enter('ana', {
    store: {
      ...store,
      read: (...where) => {
        reads += 1
        return store.read(...where)
      },
    },
  })
  const eve = await room.stranger('eve')
  const stream = await eve.openStream(ana.device, filesProtocol)
  const next = async () => {
    const frame = hear(stream)
    await room.clock.advance(50)
    return frame
  }
  await say(stream, { type: 'hello', tag: spaceTagOf(space, eve.self, ana.device), proof: new Uint8Array() })
  expect(await next()).toMatchObject({ type: 'welcome', welcome: 'admit' })
  await say(stream, { type: 'want', file: fromHex(shared.file) })
  expect(await next()).toMatchObject({ type: 'have', manifest: true })
  await say(stream, { type: 'ask', chunks: all })
  await room.clock.advance(5_000)
  expect(reads).toBeLessThanOrEqual(3)
  for (let asked = 0; asked < fileLimits.waitingAsks; asked++) await say(stream, { type: 'ask', chunks: [0] })
  await room.clock.advance(100)
  expect(ana.events).toContainEqual(expect.objectContaining({ type: 'penalised', peer: eve.self, reason: 'SYNC_FRAME' }))
})

test('Z16: a file for which there is no room, or that no key of a record opens, fails with its reason and keeps nobody waiting', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const broken = await share(store, 'broken', 5)
  room.named.set(broken.file, [broken.named])
  const wrong = new Map([...room.named, [broken.file, [{ key: new Uint8Array(32), size: 5 }]] as const])
  await room.enter('ana', { store })
  const full = memoryFileStore()
  const ben = await room.enter('ben', { store: { ...full, usage: () => Promise.resolve(fileLimits.spaceBytes - size) }, named: wrong })
  ben.exchange.fetch(space, shared.file)
  ben.exchange.fetch(space, broken.file)
  await room.until('both failed', () => ben.events.filter(({ type }) => type === 'failed').length === 2)
  expect(ben.exchange.state(space, shared.file)?.error).toMatchObject({ code: 'FILE_LIMIT' })
  expect(ben.exchange.state(space, broken.file)?.error).toMatchObject({ code: 'FILE_MALFORMED' })
  await ben.exchange.remove(space, shared.file)
  expect([ben.exchange.state(space, shared.file), await ben.store.manifest(space, shared.file)]).toEqual([null, null])
})

test('Z16: files that nobody has now do not keep others from being fetched', async () => {
  const room = openRoom()
  const { store, shared } = await shareIn(room)
  const ben = await room.enter('ben')
  await room.enter('ana', { store })
  for (const name of ['a', 'b', 'c']) {
    const nowhere = await share(memoryFileStore(), name, 9)
    room.named.set(nowhere.file, [nowhere.named])
    ben.exchange.fetch(space, nowhere.file)
  }
  ben.exchange.fetch(space, shared.file)
  await room.until('the one that somebody has', () => isWhole(ben))
  expect(ben.events.find(({ type }) => type === 'whole')).toMatchObject({ file: shared.file })
})
