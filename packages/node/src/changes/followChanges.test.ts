import { createSeededRandom, createVirtualClock } from '@daomesh/testing'
import { expect, test } from 'vitest'
import { createChanges } from './createChanges.ts'
import { followChanges } from './followChanges.ts'

test('a burst of changes leads to one look, and changes without end put none off', async () => {
  const clock = createVirtualClock()
  const changes = createChanges(createSeededRandom('follow'))
  let looks = 0
  const stop = followChanges({
    changes,
    clock,
    topics: ['chain'],
    waits: { first: 0, pause: 100, again: 1_000_000 },
    look: async () => void looks++,
  })
  await clock.advance(1)
  expect(looks).toBe(1)
  for (let i = 0; i < 5; i++) changes.mark('chain')
  changes.mark('market')
  await clock.advance(200)
  expect(looks).toBe(2)
  for (let i = 0; i < 40; i++) {
    changes.mark('chain')
    await clock.advance(50)
  }
  expect(looks).toBeGreaterThan(15)
  stop()
  const until = looks
  changes.mark('chain')
  await clock.advance(1_000)
  expect(looks).toBe(until)
})

test('what a look throws is heard, unless the follower was stopped meanwhile: a closing node ends in silence', async () => {
  const heard: unknown[] = []
  const listen = (error: unknown): void => void heard.push(error)
  const before = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', listen)
  try {
    for (const isStopped of [true, false]) {
      const clock = createVirtualClock()
      let fail = (_error: Error): void => undefined
      const stop = followChanges({
        changes: createChanges(createSeededRandom('follow')),
        clock,
        topics: [],
        waits: { first: 0, pause: 100, again: 1_000_000 },
        look: () => new Promise((_resolve, reject) => (fail = reject)),
      })
      await clock.advance(1)
      if (isStopped) stop()
      fail(new Error(isStopped ? 'closed' : 'a fault'))
      await new Promise((resolve) => setTimeout(resolve, 20))
      stop()
    }
    expect(heard.map(String)).toEqual(['Error: a fault'])
  } finally {
    process.off('unhandledRejection', listen)
    for (const one of before) process.on('unhandledRejection', one)
  }
})
