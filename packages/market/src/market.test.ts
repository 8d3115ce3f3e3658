import { address, encode, utf8 } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { createWriter, now, write, type Writer } from './fixtures/posts.ts'
import { openRoom, refusals, titlesOf, topic } from './fixtures/room.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
let ada: Writer
let ben: Writer
beforeAll(async () => {
  ;[ada, ben] = [await createWriter(0), await createWriter(1)]
})

test('I11 what is published is at every connected peer at once, and further by those who took it', async () => {
  const room = openRoom()
  const [a, b, c] = [
    await room.enter('a', { discovers: false }),
    await room.enter('b', { discovers: false }),
    await room.enter('c', { discovers: false }),
  ]
  const dials = [a.network.dial(b.network.addresses()[0] ?? ''), b.network.dial(c.network.addresses()[0] ?? '')]
  await room.clock.advance(50)
  await Promise.all(dials)
  a.market.publish(ada.sign(write(ada.account, 'fence')))
  await room.clock.advance(200)
  expect([a, b, c].map((guest) => titlesOf(guest))).toEqual([['fence'], ['fence'], ['fence']])
  a.market.publish(ada.sign(write(ada.account, 'fence', { revision: 1, closed: true })))
  await room.clock.advance(200)
  expect([a, b, c].map((guest) => titlesOf(guest))).toEqual([[], [], []])
  await Promise.all([a, b, c].map(({ market }) => market.stop()))
})

test('N5 of ten thousand forged posts a few are looked at, then the sender is cut off; others are heard as before', async () => {
  const room = openRoom()
  const [a, b] = [await room.enter('a'), await room.enter('b')]
  const mallory = await room.stranger('mallory')
  const good = ada.sign(write(ada.account, 'forged'))
  for (let i = 0; i < 10_000; i++) {
    const forged = good.slice()
    new DataView(forged.buffer).setUint32(forged.length - 300, i + 1)
    void mallory.pubsub.publish(topic, forged)
    if (i % 500 === 0) await room.clock.advance(1)
  }
  await room.clock.advance(1_000)
  expect(a.store.size().posts).toBe(0)
  expect(a.checks()).toBeLessThan(150)
  expect(a.events.filter(({ type }) => type === 'penalised')).toHaveLength(1)
  expect(a.network.peers().map(({ device }) => device)).toEqual([b.device])
  b.market.publish(ben.sign(write(ben.account, 'honest')))
  await room.clock.advance(200)
  expect(titlesOf(a)).toEqual(['honest'])
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('N4 a flood of good posts by one peer is taken at a pace, and what is left comes by the exchange', async () => {
  const room = openRoom()
  const [a, b] = [await room.enter('a'), await room.enter('b')]
  const loud = await room.stranger('loud')
  for (let i = 0; i < 3_000; i++) void loud.pubsub.publish(topic, encode([2, i]))
  void loud.pubsub.publish(topic, ada.sign(write(ada.account, 'too fast')))
  await room.clock.advance(500)
  // Of a newer version, so nobody is blamed; of one peer no more than the pace allows is even read.
  expect(refusals(a).length).toBeLessThan(300)
  expect(a.events.filter(({ type }) => type === 'penalised')).toEqual([])
  b.market.publish(ben.sign(write(ben.account, 'in time')))
  await room.clock.advance(500)
  expect(titlesOf(a)).toEqual(['in time'])
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('N6 who passes on what we cannot judge yet is not punished, and once it can be judged it comes', async () => {
  const room = openRoom()
  const [a, b] = [await room.enter('a'), await room.enter('b')]
  b.rosters.set(dao, [ada.account])
  const relay = await room.stranger('relay')
  for (let i = 0; i < 20; i++) void relay.pubsub.publish(topic, ada.sign(write(dao, `of the dao ${i}`)))
  await room.clock.advance(300)
  expect([titlesOf(a).length, titlesOf(b).length]).toEqual([0, 20])
  expect(new Set(refusals(a))).toEqual(new Set(['rosterUnknown']))
  expect(a.events.filter(({ type }) => type === 'penalised')).toEqual([])
  a.chainNow = null
  a.rosters.set(dao, [ada.account])
  await room.clock.advance(2_000)
  expect(titlesOf(a)).toEqual([])
  a.chainNow = now
  a.market.hasten()
  await room.until('the rest by exchange', () => titlesOf(a).length === 20)
  await Promise.all([a, b].map(({ market }) => market.stop()))
})

test('N5/D1 malformed messages cost their sender the connection, too long ones as well', async () => {
  for (const bytes of [utf8('nonsense'), new Uint8Array(20_000)]) {
    const room = openRoom()
    const a = await room.enter('a')
    const mallory = await room.stranger('mallory')
    for (let i = 0; i < 20; i++) void mallory.pubsub.publish(topic, Uint8Array.of(...bytes.slice(0, 3), i, ...bytes))
    await room.clock.advance(500)
    expect(a.network.peers()).toEqual([])
    await a.market.stop()
  }
})

test('I3 what is over leaves the disk by itself', async () => {
  const room = openRoom()
  const a = await room.enter('a')
  a.market.publish(ada.sign(write(ada.account, 'short', { expires: now + 60 })))
  a.market.publish(ada.sign(write(ada.account, 'long')))
  a.chainNow = now + 61
  expect(titlesOf(a, { now: now + 61 })).toEqual(['long'])
  await room.clock.advance(600_000)
  expect(a.store.size().posts).toBe(1)
  await a.market.stop()
})
