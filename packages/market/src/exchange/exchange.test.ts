import type { Duplex } from '@daomesh/network'
import { address, bytes32, encode, fromHex, marketSpaceOf, type Post, postId, revisionId } from '@daomesh/protocol'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { chain, createWriter, keep, now, write, type Writer } from '../fixtures/posts.ts'
import { everything, openRoom, titlesOf } from '../fixtures/room.ts'
import { marketLimits } from '../limits.ts'
import { memoryMarketStore } from '../memory/index.ts'
import { bucketOf } from '../store/bucketOf.ts'
import type { HeldRow, MarketStore } from '../store/marketStore.ts'
import { decodeMarketFrame, encodeMarketFrame, type MarketFrame, marketProtocol } from './frames.ts'

let ada: Writer
let ben: Writer
beforeAll(async () => {
  ;[ada, ben] = [await createWriter(0), await createWriter(1)]
})
const holding = (writer: Writer, names: readonly string[], more: Partial<Post> = {}, store = memoryMarketStore()): MarketStore => {
  for (const name of names) store.put(keep(writer.sign(write(writer.account, name, more))))
  return store
}
const names = (count: number, word = 'post'): string[] => Array.from({ length: count }, (_, i) => `${word} ${i}`)

test('I10 two who meet end with what each of them lacked, and the newer revision of what both had', async () => {
  const room = openRoom()
  const a = await room.enter('a', { store: holding(ada, ['both', ...names(10)]) })
  const b = await room.enter('b', { store: holding(ben, names(7, 'work'), {}, holding(ada, ['both'], { revision: 3, title: 'newer' })) })
  await room.until('the union', () => titlesOf(a).length === 18 && titlesOf(b).length === 18)
  expect(titlesOf(a).toSorted()).toEqual(titlesOf(b).toSorted())
  expect(titlesOf(a)).toContain('newer')
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('I10 a third peer carries a post between two that never meet', async () => {
  const room = openRoom()
  const a = await room.enter('a', { store: holding(ada, ['fence']) })
  const c = await room.enter('c')
  await room.until('it is here', () => titlesOf(c).length === 1)
  await a.network.setOnline(false)
  const b = await room.enter('b')
  await room.until('it came on', () => titlesOf(b).length === 1)
  expect(titlesOf(b)).toEqual(['fence'])
  await Promise.all([a, b, c].map(({ market }) => market.stop()))
})

test('I10 peers of another chain leave each other alone', async () => {
  const room = openRoom()
  const a = await room.enter('a', { store: holding(ada, ['fence']) })
  const b = await room.enter('b', { of: { ...chain, genesisHash: bytes32.parse(`0x${'12'.repeat(32)}`) } })
  await room.clock.advance(60_000)
  expect([titlesOf(b).length, a.network.peers().length]).toEqual([0, 1])
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('I10 a session fetches so many; what is refused for good is not asked for again, and a difference that stays is looked at ever more rarely', async () => {
  const room = openRoom()
  const store = holding(ada, names(3), { expires: now + 5 })
  const a = await room.enter('a', { store })
  const b = await room.enter('b')
  b.chainNow = now + 50
  await room.clock.advance(3_000)
  const over = b.events.filter((event) => event.type === 'refused' && event.because === 'over').length
  expect(over).toBe(3)
  await room.clock.advance(300_000)
  expect(b.events.filter((event) => event.type === 'refused')).toHaveLength(3)
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('I10 N4 who fills a bucket on purpose hides nothing that others have in it, nor in those asked about with it', async () => {
  const room = openRoom()
  const kept = holding(ada, ['honest', 'beside it'])
  const full = bucketOf(kept.search({ ...everything, text: 'honest' }).rows[0]!.post)
  // Accounts and numbers of posts are free to choose: all of these come first in the order of the store.
  const flood = Array.from({ length: 5_000 }, (_, n): HeldRow => {
    const number = n.toString(16).padStart(4, '0')
    return {
      issuer: address.parse(`0x${number.padStart(40, '0')}`),
      post: postId.parse(number.padStart(32, '0')),
      revision: 1,
      id: revisionId.parse(number.padStart(64, '0')),
    }
  })
  const store: MarketStore = { ...kept, bucket: (n) => (n === full ? [...flood, ...kept.bucket(n)] : kept.bucket(n)) }
  const a = await room.enter('a', { store })
  const b = await room.enter('b')
  await room.until('both', () => titlesOf(b).length === 2, 3_600_000)
  expect(titlesOf(b).toSorted()).toEqual(['beside it', 'honest'])
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

const say = (stream: Duplex, frame: MarketFrame): Promise<void> => stream.send(encodeMarketFrame(frame))
const hear = async (stream: Duplex): Promise<MarketFrame | null> => {
  const bytes = await stream.receive()
  return bytes === null ? null : decodeMarketFrame(bytes)
}

test('I10/N5 a peer that answers with forged posts is cut off; so is one that sends what was not asked for', async () => {
  const genuine = ada.sign(write(ada.account, 'asked for'))
  const forged = genuine.slice()
  forged[forged.length - 100] = (forged[forged.length - 100] ?? 0) ^ 1
  const other = ben.sign(write(ben.account, 'not asked for'))
  const { id, post } = keep(genuine)
  for (const [wire, milliseconds] of [
    [forged, marketLimits.forged],
    [other, marketLimits.frameFault],
  ] as const) {
    const room = openRoom()
    const mallory = await room.stranger('mallory')
    mallory.handle(marketProtocol, async (stream) => {
      for (let frame = await hear(stream); frame !== null; frame = await hear(stream)) {
        if (frame.type === 'hello') await say(stream, { type: 'digests', digests: Array.from({ length: 256 }, () => new Uint8Array(16)) })
        if (frame.type === 'askRows')
          await say(stream, { type: 'rows', rows: [{ issuer: post.issuer, post: post.post, revision: post.revision, id }] })
        if (frame.type === 'askPosts') await say(stream, { type: 'posts', wires: [wire] })
      }
    })
    const a = await room.enter('a')
    await room.until('cut off', () => a.events.some((event) => event.type === 'penalised'))
    expect(a.events).toContainEqual(expect.objectContaining({ type: 'penalised', peer: mallory.self, milliseconds }))
    await a.market.stop()
  }
})

test('I10/N10 who asks too much, out of turn, or says nothing is cut; the node goes on', async () => {
  const room = openRoom()
  const a = await room.enter('a', { store: holding(ada, names(5)) })
  const ask = async (name: string, play: (stream: Duplex) => Promise<unknown>): Promise<void> => {
    const mallory = await room.stranger(name)
    const stream = await mallory.openStream(a.device, marketProtocol)
    let failed = false
    play(stream).catch(() => (failed = true))
    await room.until(`${name} ends`, () => failed, 60_000)
    await mallory.setOnline(false)
  }
  const hello: MarketFrame = { type: 'hello', market: new Uint8Array(32) }
  await ask('silent', async (stream) => {
    await hear(stream)
    throw new Error('closed')
  })
  await ask('late hello', async (stream) => {
    await say(stream, { type: 'askRows', buckets: [1] })
    await hear(stream)
    await hear(stream)
  })
  await ask('other market', async (stream) => {
    await say(stream, hello)
    expect(await hear(stream)).toEqual({ type: 'digests', digests: [] })
    throw new Error('as it should be')
  })
  const b = await room.enter('b')
  await room.until('others are served', () => titlesOf(b).length === 5)
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('I12/D1 a frame is read back as it was written, and nothing else is one', () => {
  const frames: MarketFrame[] = [
    { type: 'hello', market: new Uint8Array(32) },
    { type: 'digests', digests: Array.from({ length: 256 }, () => new Uint8Array(16)) },
    { type: 'digests', digests: [] },
    { type: 'askRows', buckets: [0, 255] },
    {
      type: 'rows',
      rows: [{ ...keep(ada.sign(write(ada.account, 'x'))).post, id: keep(ada.sign(write(ada.account, 'x'))).id }].map(
        ({ issuer, post, revision, id }) => ({ issuer, post, revision, id }),
      ),
    },
    { type: 'askPosts', ids: [new Uint8Array(32)] },
    { type: 'posts', wires: [new Uint8Array(5)] },
  ]
  for (const frame of frames) expect(decodeMarketFrame(encodeMarketFrame(frame))).toEqual(frame)
  const refused = (bytes: Uint8Array): void =>
    expect(() => decodeMarketFrame(bytes)).toThrow(expect.objectContaining({ code: 'SYNC_FRAME' }))
  for (const value of [
    [0, 2, new Uint8Array(32)],
    [1, [new Uint8Array(16)]],
    [2, []],
    [2, [256]],
    [2, Array.from({ length: 17 }, () => 1)],
    [4, []],
    [5, [new Uint8Array(20_000)]],
    [6],
    {},
    null,
    [3, [[1]]],
  ])
    refused(encode(value))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        decodeMarketFrame(bytes)
      } catch (error) {
        expect(error).toMatchObject({ code: 'SYNC_FRAME' })
      }
    }),
  )
})

const emptyDigests = Array.from({ length: 256 }, () => new Uint8Array(16))
const market = fromHex(marketSpaceOf(chain))

test('I21 N4 a bucket is told once a session, and a peer is answered so many sessions in a row', async () => {
  const room = openRoom()
  const a = await room.enter('a', { store: holding(ada, names(5)) })
  const mallory = await room.stranger('mallory')
  const isCut = (): boolean => a.events.some((event) => event.type === 'penalised' && event.peer === mallory.self)
  const stream = await mallory.openStream(a.device, marketProtocol)
  const answers: (MarketFrame | null)[] = []
  const play = async (): Promise<void> => {
    await say(stream, { type: 'hello', market })
    answers.push(await hear(stream))
    for (const buckets of [[1, 2], [3], [2]]) {
      await say(stream, { type: 'askRows', buckets })
      answers.push(await hear(stream))
    }
  }
  play().catch(() => undefined)
  await room.until('cut off', isCut)
  expect(answers.map((frame) => frame?.type)).toEqual(['digests', 'rows', 'rows'])
  await room.clock.advance(marketLimits.frameFault + 1_000)

  const ben = await room.stranger('ben')
  const greetings: (MarketFrame | null)[] = []
  const greet = async (): Promise<void> => {
    const line = await ben.openStream(a.device, marketProtocol)
    try {
      await say(line, { type: 'hello', market })
      greetings.push(await hear(line))
    } catch {
      greetings.push(null)
    }
    await line.close()
  }
  const meetings = marketLimits.sessionsAtOnce + 4
  for (let i = 0; i < meetings; i++) {
    const before = greetings.length
    greet().catch(() => greetings.push(null))
    await room.until('answered', () => greetings.length > before)
  }
  expect(greetings.filter((frame) => frame?.type === 'digests')).toHaveLength(marketLimits.sessionsAtOnce)
  // Later it is answered again, as is who comes for the first time.
  await room.clock.advance(marketLimits.sessionSeconds * 1_000)
  greet().catch(() => undefined)
  await room.until('again', () => greetings.length > meetings)
  expect(greetings.at(-1)?.type).toBe('digests')
  await a.market.stop()
})

test('I21 N4 however often a peer names what is here, no post is opened to see that nothing is lacking', async () => {
  const room = openRoom()
  const kept = holding(ada, names(20))
  let opened = 0
  const store: MarketStore = {
    ...kept,
    get: (key) => {
      opened += 1
      return kept.get(key)
    },
  }
  const some = Array.from({ length: 256 }, (_, bucket) => kept.bucket(bucket)).flat()
  const rows = Array.from({ length: 200 }, () => some).flat()
  const mallory = await room.stranger('mallory')
  let asked = 0
  mallory.handle(marketProtocol, async (stream) => {
    for (let frame = await hear(stream); frame !== null; frame = await hear(stream)) {
      if (frame.type === 'hello') await say(stream, { type: 'digests', digests: emptyDigests })
      if (frame.type !== 'askRows') continue
      asked += 1
      await say(stream, { type: 'rows', rows })
    }
  })
  const a = await room.enter('a', { store })
  await room.until('all buckets were told', () => asked === 16)
  await room.clock.advance(1_000)
  expect([opened, a.events]).toEqual([0, []])
  await a.market.stop()
})

test('I21 N4 where a full market makes room, what did not change is not read anew for the next peer', async () => {
  const room = openRoom()
  const kept = holding(ada, ['kept', 'other'])
  let reads = 0
  const store: MarketStore = {
    ...kept,
    bucket: (bucket) => {
      reads += 1
      return kept.bucket(bucket)
    },
  }
  const a = await room.enter('a', { store, most: { posts: 2, bytes: 2 ** 30 } })
  const b = await room.enter('b')
  await room.until('told', () => titlesOf(b).length === 2)
  const [before, known] = [kept.search(everything).rows.map(({ post }) => post.title), reads]
  a.bonded.add(ben.account)
  b.market.publish(ben.sign(write(ben.account, 'newcomer')))
  await room.until('room was made', () => titlesOf(a).includes('newcomer'))
  expect(before).not.toEqual(titlesOf(a))
  const c = await room.enter('c')
  await room.until('told', () => titlesOf(c).length >= 2)
  // Two buckets changed; a few more are read to answer what differs at those who ask.
  expect(reads - known).toBeLessThan(40)
  await Promise.all([a, b, c].map((one) => one.market.stop()))
})
