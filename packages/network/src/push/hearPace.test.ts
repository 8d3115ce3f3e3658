import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createHearPace } from './hearPace.ts'

test('G14 little is taken in as it comes; while much comes, what comes within a pause is taken in together', async () => {
  const clock = createVirtualClock()
  let heard = 60
  const pace = createHearPace(clock, () => heard)
  expect([pace.turn(), pace.turn(), pace.turn()]).toEqual([null, null, null])
  heard = 500
  await clock.advance(1_000)
  expect(pace.turn()).toBeNull()
  const took: number[] = []
  for (let n = 0; n < 3; n++) {
    void pace.turn()?.then(() => took.push(clock.now()))
    await clock.advance(9)
  }
  const before = took.length
  await clock.advance(23)
  expect([before, took.length, new Set(took).size]).toEqual([0, 3, 1])
  // Nothing waits longer than that, whatever the clock does, nor after the end.
  const last = pace.turn()
  expect(last).not.toBeNull()
  pace.stop()
  await last
})
