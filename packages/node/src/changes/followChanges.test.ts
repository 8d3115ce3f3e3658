import { createSeededRandom, createVirtualClock } from '@daomesh/testing'
import { DaomeshError } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { LogFacts } from '../ports.ts'
import { createChanges } from './createChanges.ts'
import { followChanges } from './followChanges.ts'
import { followFailed } from './followFailed.ts'

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
    failed: () => undefined,
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

test('M284 what a look throws is written down and ends nothing: it is looked again; a closing node ends in silence', async () => {
  const heard: string[] = []
  const write =
    (level: string) =>
    (event: string, facts: LogFacts = {}): void =>
      void heard.push(`${level} ${event} ${facts['code']}`)
  const clock = createVirtualClock()
  let fail = (_error: unknown): void => undefined
  let looks = 0
  const stop = followChanges({
    changes: createChanges(createSeededRandom('follow')),
    clock,
    topics: [],
    waits: { first: 0, pause: 100, again: 1_000 },
    look: () => {
      looks += 1
      return new Promise<void>((_resolve, reject) => {
        fail = reject
      })
    },
    failed: followFailed({ warn: write('warn'), error: write('error') }),
  })
  for (const error of [new DaomeshError('CHAIN_UNREACHABLE'), new Error('a fault'), new DaomeshError('STORAGE_FAILED')]) {
    await clock.advance(1_001)
    fail(error)
    await clock.advance(1)
  }
  expect(looks).toBe(3)
  expect(heard).toEqual(['warn follower.failed CHAIN_UNREACHABLE', 'error follower.failed INTERNAL', 'warn follower.failed STORAGE_FAILED'])
  await clock.advance(1_001)
  stop()
  fail(new Error('closed'))
  await clock.advance(1_001)
  expect([looks, heard.length]).toEqual([4, 3])
})
