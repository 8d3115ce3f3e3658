import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createPushPace } from './pushPace.ts'

/** Says so many messages a second for a second, one after the other. How long each waited, in milliseconds. */
const setUp = () => {
  const clock = createVirtualClock()
  let waiting: number[] = []
  const waits: number[] = []
  const pace = createPushPace(clock, () => {
    waits.push(...waiting.map((at) => clock.now() - at))
    waiting = []
  })
  const say = async (perSecond: number): Promise<readonly number[]> => {
    const from = waits.length
    for (let n = 0; n < perSecond; n++) {
      waiting.push(clock.now())
      pace.noteMessage()
      await clock.advance(1000 / perSecond)
    }
    await clock.advance(100)
    return waits.slice(from)
  }
  return { clock, pace, say, waits }
}

test('G14 up to ten messages a second leave at once, and so does the first after a silence', async () => {
  const { clock, say } = setUp()
  for (let second = 0; second < 5; second++) expect(Math.max(...(await say(9)))).toBe(0)
  await say(200)
  await clock.advance(60)
  expect((await say(1))[0]).toBe(0)
})

test('G14 what is said in one go leaves together, and at once', async () => {
  const clock = createVirtualClock()
  let sent = 0
  const pace = createPushPace(clock, () => sent++)
  for (let n = 0; n < 20; n++) pace.noteMessage()
  await Promise.resolve()
  expect(sent).toBe(1)
  await clock.advance(1_000)
  expect(sent).toBe(1)
  pace.noteMessage()
  pace.stop()
  await clock.advance(1_000)
  expect(sent).toBe(1)
})

test('G14 above that the wait grows with what is said, to sixty milliseconds and no further', async () => {
  const { say } = setUp()
  await say(40)
  const some = Math.max(...(await say(40)))
  await say(60)
  await say(200)
  const most = Math.max(...(await say(200)))
  expect(some).toBeGreaterThan(0)
  expect(some).toBeLessThan(most)
  expect(most).toBeGreaterThan(50)
  expect(most).toBeLessThanOrEqual(60)
})

test('G14 a burst is met while it begins, not when a second of it is over', async () => {
  const clock = createVirtualClock()
  let frames = 0
  const pace = createPushPace(clock, () => frames++)
  for (let n = 0; n < 60; n++) {
    pace.noteMessage()
    await clock.advance(5)
  }
  expect(frames).toBeLessThan(20)
  await clock.advance(1_000)
})

test('G14 where the others say much, who says little says it in company too, though not after a silence', async () => {
  const clock = createVirtualClock()
  let heard = 0
  let sent = 0
  const pace = createPushPace(
    clock,
    () => sent++,
    () => heard,
  )
  const frames = async (every: number): Promise<number> => {
    const before = sent
    for (let n = 0; n < 9; n++) {
      pace.noteMessage()
      await clock.advance(every)
    }
    await clock.advance(2_000)
    return sent - before
  }
  expect(await frames(110)).toBe(9)
  heard = 400
  expect(await frames(20)).toBeLessThanOrEqual(4)
  const before = sent
  pace.noteMessage()
  await Promise.resolve()
  expect(sent).toBe(before + 1)
  pace.noteMessage()
  await clock.advance(59)
  expect(sent).toBe(before + 1)
})

test('G14 a clock that is set back makes nothing wait longer, and what stops sends nothing more', async () => {
  let shift = 0
  const clock = createVirtualClock()
  let sent = 0
  const pace = createPushPace({ ...clock, now: () => clock.now() + shift }, () => sent++)
  for (let n = 0; n < 200; n++) {
    pace.noteMessage()
    await clock.advance(5)
  }
  await clock.advance(60)
  const before = sent
  shift = -3_600_000
  pace.noteMessage()
  await clock.advance(61)
  expect(sent).toBe(before + 1)
  for (let n = 0; n < 100; n++) pace.noteMessage()
  const last = sent
  pace.stop()
  await clock.advance(1_000)
  expect(sent).toBe(last)
})
