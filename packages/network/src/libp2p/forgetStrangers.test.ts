import { expect, test } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createForgetting } from './forgetStrangers.ts'

test('T12 N1 what was written down about strangers goes when they left, once, and never of who stays known or came back', async () => {
  const clock = createVirtualClock()
  const forgotten: string[] = []
  const kept = new Set(['member'])
  const { left, stop } = createForgetting<string>({
    clock,
    isKept: (peer) => kept.has(peer),
    forget: async (peer) => {
      forgotten.push(peer)
      if (peer === 'stubborn') throw new Error('not now')
    },
  })
  for (const peer of ['one', 'member', 'two', 'one', 'stubborn', 'back']) left(peer)
  kept.add('back')
  await clock.advance(4_999)
  expect(forgotten).toEqual([])
  await clock.advance(1)
  expect(forgotten).toEqual(['one', 'two', 'stubborn'])
  kept.delete('back')
  left('back')
  await clock.advance(5_000)
  expect(forgotten.slice(3)).toEqual(['back'])
  left('last')
  stop()
  await clock.advance(10_000)
  expect(forgotten).toHaveLength(4)
})
