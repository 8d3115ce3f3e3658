import type { Clock } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { note, peer, seededRandom } from '../fixtures/world.ts'
import { memoryStore } from '../memory/index.ts'
import type { LogStore } from '../store/LogStore.ts'
import { createWritePace } from './writePace.ts'

/** A clock that a test moves by hand. */
const handClock = () => {
  let now = 1_000_000
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  const clock: Pick<Clock, 'now' | 'setTimer'> = {
    now: () => now,
    setTimer(run, milliseconds) {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
  }
  const advance = async (milliseconds: number): Promise<void> => {
    now += milliseconds
    for (const timer of timers)
      if (timer.at <= now) {
        timers.delete(timer)
        timer.run()
      }
    for (let n = 0; n < 20; n++) await Promise.resolve()
  }
  return { clock, advance, waiting: () => timers.size }
}

it('L48 little is written at once; much is gathered, the first after a silence is not, and nobody who writes alone waits twice', async () => {
  const { clock, advance } = handClock()
  const pace = createWritePace(clock)
  for (let n = 0; n < 20; n++) {
    expect([n, pace.turn()]).toEqual([n, null])
    pace.noteTaken(1)
    await advance(200)
  }
  for (let n = 0; n < 60; n++) pace.noteTaken(1)
  let isOver = false
  void pace.turn()?.then(() => (isOver = true))
  await advance(79)
  expect(isOver).toBe(false)
  await advance(1)
  expect(isOver).toBe(true)
  // Others joined: the next pause is made. Nobody did: none is made for a while.
  pace.noteTaken(5)
  expect(pace.turn()).not.toBeNull()
  await advance(80)
  pace.noteTaken(1)
  for (let n = 0; n < 60; n++) pace.noteTaken(1)
  expect(pace.turn()).toBeNull()
  await advance(3_000)
  for (let n = 0; n < 80; n++) pace.noteTaken(1)
  await advance(80)
  expect(pace.turn()).toBeNull()
  pace.noteTaken(1)
  const last = pace.turn()
  expect(last).not.toBeNull()
  pace.stop()
  await last
  expect(pace.turn()).toBeNull()
})

it('L48 what is asked for in a pause is one transaction, and a replica that is closed in it writes it first', async () => {
  const { clock, advance, waiting } = handClock()
  const commits: number[] = []
  const inner = memoryStore({ random: seededRandom('paced') })
  const commit: LogStore['commit'] = (space, changes) => {
    if (changes.entries.length > 0) commits.push(changes.entries.length)
    inner.commit(space, changes)
  }
  const a = await peer('ann', { store: { ...inner, commit }, clock, gathersWrites: true })
  await Promise.all(Array.from({ length: 80 }, (_, n) => a.append(note(`${n}`))))
  commits.length = 0
  const first = Promise.all([a.append(note('x')), a.append(note('y')), a.append(note('z'))])
  expect(waiting()).toBeGreaterThan(0)
  expect(commits).toEqual([])
  await advance(80)
  expect(await first).toHaveLength(3)
  expect(commits).toEqual([3])
  const later = [a.append(note('before the end')), a.append(note('and this'))]
  expect(commits).toEqual([3])
  await a.close()
  expect(await Promise.all(later)).toHaveLength(2)
  expect(commits).toEqual([3, 2])
})
