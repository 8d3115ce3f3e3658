import type { Duplex, PeerNetwork } from '@daomesh/network'
import { type DeviceId, encode, fromHex, hexHashOf, marketSpaceOf, type SpaceId, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain } from '../fixtures/posts.ts'
import { type Guest, openRoom } from '../fixtures/room.ts'
import { marketLimits } from '../limits.ts'
import type { ParcelPlace } from '../store/parcelStore.ts'
import type { OwnPlace } from './askParcels.ts'
import { decodeParcelFrame, encodeParcelFrame, type ParcelFrame, parcelProtocol } from './frames.ts'
import { parcelLimits } from './parcelLimits.ts'
import { openParcel, parcelBoxOf, parcelIdOf, sealParcel } from './sealParcel.ts'

const deal = hexHashOf('test/space', 'a deal') as SpaceId
const market = fromHex(marketSpaceOf(chain))

/** One end of a deal: it leaves its words where it may, and keeps those that it finds. */
const converse = ({ market: own }: Guest, words: readonly string[], to: DeviceId | null = null) => {
  const heard: string[] = []
  own.parcels.follow({
    isWaiting: () => true,
    placesAt: (carrier, mayLeave) => {
      const { name, key } = parcelBoxOf(deal, carrier)
      const sealed = words.map((word) => sealParcel(key, { kind: 'entry', bytes: utf8(word) }))
      const leaves = mayLeave ? new Map(sealed.map((one) => [parcelIdOf(one), () => one])) : null
      const known = new Set([...words, ...heard].map((word) => parcelIdOf(sealParcel(key, { kind: 'entry', bytes: utf8(word) }))))
      const box: OwnPlace = { place: { kind: 'box', name }, leaves, isKnown: (id) => known.has(id) }
      if (to === null || to === carrier) return [box]
      const letter = utf8(`a letter with ${words.join()}`)
      return [box, { place: { kind: 'device', name: to }, leaves: new Map([[parcelIdOf(letter), () => letter]]), isKnown: () => false }]
    },
    take: (carrier, place, sealed) => {
      const opened = sealed.map((one) => (place.kind === 'device' ? one : openParcel(parcelBoxOf(deal, carrier).key, one)?.bytes))
      for (const bytes of opened) if (bytes !== undefined) heard.push(new TextDecoder().decode(bytes))
      return Promise.resolve(sealed.filter((_, i) => opened[i] === undefined || place.kind === 'device').map(parcelIdOf))
    },
  })
  return heard
}
const stopAll = (...guests: readonly Guest[]): Promise<unknown> => Promise.all(guests.map((guest) => guest.market.stop()))
const cutsOf = ({ events }: Guest): readonly string[] => events.flatMap((event) => (event.type === 'penalised' ? [event.reason] : []))

const say = (stream: Duplex, frame: ParcelFrame): Promise<void> => stream.send(encodeParcelFrame(frame))
const hear = async (stream: Duplex): Promise<ParcelFrame | null> => {
  const bytes = await stream.receive()
  return bytes === null ? null : decodeParcelFrame(bytes)
}
/** Leaves parcels as an asker of another make would; answers how many were taken. */
const leave = async (from: PeerNetwork, at: DeviceId, place: ParcelPlace, parcels: readonly Uint8Array[]): Promise<number> => {
  const stream = await from.openStream(at, parcelProtocol)
  await say(stream, { type: 'hello', market, boxes: [] })
  await hear(stream)
  let taken = 0
  for (let i = 0; i < parcels.length; i += 4) {
    const some = parcels.slice(i, i + 4)
    // Once more all that it left before, so that nothing of it is taken back.
    await say(stream, { type: 'keep', place, ids: parcels.slice(0, i + 4).map(parcelIdOf) })
    const wanted = await hear(stream)
    if (wanted?.type !== 'wanted') break
    const asked = some.filter((one) => wanted.ids.includes(parcelIdOf(one)))
    if (asked.length === 0) continue
    await say(stream, { type: 'bring', sealed: asked })
    const answer = await hear(stream)
    if (answer?.type === 'taken') taken += answer.parcels
  }
  await stream.close()
  return taken
}
const inTime = async <T>(room: ReturnType<typeof openRoom>, work: Promise<T>): Promise<T> => {
  let isOver = false
  const end = (): void => void (isOver = true)
  work.then(end, end)
  await room.until('over', () => isOver)
  return work
}

test('I18 I19 two who are never there together hear each other through a third one, which reads nothing, also after it was started anew', async () => {
  const room = openRoom()
  const [a, c] = [await room.enter('a'), await room.enter('c')]
  const heardByA = converse(a, ['an offer', 'a brief'])
  await room.until('left', () => c.store.parcels.size().parcels === 2)
  await a.network.setOnline(false)
  const words = c.store.parcels.at({ kind: 'box', name: parcelBoxOf(deal, c.device).name })
  expect(words.map((id) => id.length)).toEqual([64, 64])
  // Its node ends and starts: what it carries lies in its store.
  await c.market.stop()
  c.market.start()
  const b = await room.enter('b')
  const heardByB = converse(b, ['a counter-offer'])
  await room.until('heard', () => heardByB.length === 2)
  await room.until('answered', () => c.store.parcels.size().parcels === 3)
  await b.network.setOnline(false)
  await a.network.setOnline(true)
  await room.until('heard back', () => heardByA.length === 1)
  expect([heardByA, heardByB]).toEqual([['a counter-offer'], ['an offer', 'a brief']])
  expect([a, b, c].flatMap(cutsOf)).toEqual([])
  await stopAll(a, b, c)
})

test('I19 a letter is given to the device that it is for and to no other, and is taken back by whoever left it alone', async () => {
  const room = openRoom()
  const [a, c] = [await room.enter('a'), await room.enter('c')]
  converse(a, ['an opening'], room.deviceOf('b'))
  await room.until('left', () => c.store.parcels.at({ kind: 'device', name: room.deviceOf('b') }).length === 1)
  await a.network.setOnline(false)
  const [b, d] = [await room.enter('b'), await room.enter('d')]
  const [heardByB, heardByD] = [converse(b, []), converse(d, [])]
  await room.until('heard', () => heardByB.includes('a letter with an opening'))
  await room.clock.advance(60_000)
  expect(heardByD).toEqual(['an opening'])
  // Somebody else who names the place takes nothing back; who left it does.
  const mallory = await room.stranger('mallory')
  const place: ParcelPlace = { kind: 'device', name: room.deviceOf('b') }
  await inTime(room, leave(mallory, c.device, place, [utf8('mine')]))
  expect(c.store.parcels.at(place)).toHaveLength(2)
  await a.network.setOnline(true)
  converse(a, [], room.deviceOf('b'))
  await room.until('taken back', () => c.store.parcels.sizeOf(a.device, null).parcels === 1)
  await stopAll(a, b, c, d)
})

test('I18/N4 a flood of parcels stays within the bounds and displaces the flooder’s own first; what a quiet one left stays', async () => {
  const room = openRoom()
  const mostParcels = { parcels: 60, totalBytes: 40_000 }
  const [a, c] = [await room.enter('a'), await room.enter('c', { mostParcels })]
  converse(a, ['an offer', 'a brief', 'a word'])
  await room.until('left', () => c.store.parcels.size().parcels === 3)
  await a.network.setOnline(false)
  const { name } = parcelBoxOf(deal, c.device)
  for (const flooder of ['f1', 'f2', 'f3']) {
    const network = await room.stranger(flooder)
    const flood = Array.from({ length: 400 }, (_, i) => utf8(`${flooder} ${i} `.padEnd(600, '.')))
    // Into the very box of the deal, as one could who was given its opening.
    await inTime(room, leave(network, c.device, { kind: 'box', name }, flood))
    const { parcels, bytes } = c.store.parcels.size()
    expect([parcels <= mostParcels.parcels, bytes <= mostParcels.totalBytes, parcels > 50]).toEqual([true, true, true])
    expect(c.store.parcels.sizeOf(a.device, null).parcels).toBe(3)
    expect(c.store.parcels.sizeOf(network.self, null).parcels).toBeGreaterThan(0)
  }
  const b = await room.enter('b')
  const heard = converse(b, [])
  await room.until('heard all the same', () => heard.length === 3)
  await stopAll(a, b, c)
})

test('I18/N4 one device leaves so many parcels and so many bytes, whatever room there is, and so many in a row', async () => {
  const room = openRoom()
  const c = await room.enter('c')
  const network = await room.stranger('loud')
  const box = (name: string): ParcelPlace => ({ kind: 'box', name: hexHashOf('test/box', name) })
  const many = (word: string, length: number, count: number) =>
    Array.from({ length: count }, (_, i) => utf8(`${word} ${i} `.padEnd(length, '.')))
  const first = await inTime(room, leave(network, c.device, box('one'), many('short', 40, 500)))
  const more = await inTime(room, leave(network, c.device, box('more'), many('more', 40, 100)))
  expect(first).toBe(500)
  expect(more).toBeLessThan(40)
  await room.clock.advance(3_600_000)
  expect(await inTime(room, leave(network, c.device, box('two'), many('long', 200_000, 40)))).toBe(20)
  expect(c.store.parcels.sizeOf(network.self, null).bytes).toBeLessThanOrEqual(parcelLimits.bytesOfDevice)
  await room.clock.advance(3_600_000)
  for (const name of ['three', 'four']) {
    await inTime(room, leave(network, c.device, box(name), many(name, 40, 500)))
    await room.clock.advance(3_600_000)
  }
  expect(c.store.parcels.sizeOf(network.self, null).parcels).toBe(parcelLimits.parcelsOfDevice)
  await stopAll(c)
})

test('I18 I19/N5/N10 what is too long, was not wanted, not named, or no frame at all cuts its sender off for a moment, and nothing of it is kept', async () => {
  const place: ParcelPlace = { kind: 'box', name: hexHashOf('test/box', 'b') }
  const long = new Uint8Array(parcelLimits.bytes + 1)
  const open = async (stream: Duplex): Promise<void> => {
    await say(stream, { type: 'hello', market, boxes: [] })
    await hear(stream)
  }
  const plays: readonly ((stream: Duplex) => Promise<unknown>)[] = [
    async (stream) => {
      await open(stream)
      await say(stream, { type: 'keep', place, ids: [parcelIdOf(long)] })
      await hear(stream)
      await stream.send(encode([6, [long]]))
    },
    async (stream) => {
      await open(stream)
      await say(stream, { type: 'keep', place, ids: [parcelIdOf(utf8('one'))] })
      await hear(stream)
      await say(stream, { type: 'bring', sealed: [utf8('another')] })
    },
    async (stream) => {
      await open(stream)
      await say(stream, { type: 'askParcels', ids: [hexHashOf('test/id', 'guessed')] })
    },
    (stream) => say(stream, { type: 'taken', parcels: 0 }),
    (stream) => stream.send(encode([9, 'rubbish'])),
  ]
  for (const [i, play] of plays.entries()) {
    const room = openRoom()
    const c = await room.enter('c')
    const mallory = await room.stranger('mallory')
    const stream = await inTime(room, mallory.openStream(c.device, parcelProtocol))
    await inTime(
      room,
      play(stream).catch(() => undefined),
    )
    await room.until(`play ${i} ends`, () => cutsOf(c).length === 1)
    expect(c.events).toContainEqual(
      expect.objectContaining({ type: 'penalised', peer: mallory.self, milliseconds: marketLimits.frameFault }),
    )
    expect(c.store.parcels.size().parcels).toBe(0)
    await stopAll(c)
  }
})

test('I19 what a carrier hands out under another one’s name is not taken, and nobody is blamed', async () => {
  const room = openRoom()
  const mallory = await room.stranger('mallory')
  const { key } = parcelBoxOf(deal, mallory.self)
  const good = sealParcel(key, { kind: 'entry', bytes: utf8('genuine') })
  const tampered = good.slice()
  tampered[40] = (tampered[40] ?? 0) ^ 1
  let asked = 0
  mallory.handle(parcelProtocol, async (stream) => {
    for (let frame = await hear(stream); frame !== null; frame = await hear(stream)) {
      const ids = [parcelIdOf(good), parcelIdOf(utf8('foreign'))]
      if (frame.type === 'hello') await say(stream, { type: 'held', isOurs: true, boxes: [ids], letters: [] })
      if (frame.type === 'askParcels') {
        asked += 1
        await say(stream, { type: 'parcels', sealed: asked === 1 ? [tampered] : [utf8('foreign')] })
      }
      if (frame.type === 'keep') await say(stream, { type: 'wanted', ids: [] })
    }
  })
  const a = await room.enter('a')
  const heard = converse(a, ['a word'])
  await room.until('asked twice', () => asked >= 2)
  await room.clock.advance(5_000)
  expect([heard, cutsOf(a), a.network.peers().map(({ device }) => device)]).toEqual([[], [], [mallory.self]])
  await stopAll(a)
})
