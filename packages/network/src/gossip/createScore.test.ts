import { expect, test } from 'vitest'
import { createScore } from './createScore.ts'

const graylist = -80

test('G15 nine rejects put a peer below the bound, time forgives, and whoever goes on stays below', () => {
  let now = 0
  const score = createScore({ now: () => now })
  expect(score.of('mallory')).toBe(-0)
  for (let i = 0; i < 8; i++) score.note('mallory')
  expect(score.of('mallory')).toBeGreaterThan(graylist)
  score.note('mallory')
  expect(score.of('mallory')).toBeLessThan(graylist)
  now = 600_000
  expect(score.of('mallory')).toBeCloseTo(-(4.5 ** 2))
  for (let i = 0; i < 9; i++) score.note('mallory')
  expect(score.of('mallory')).toBeLessThan(graylist)
  expect(score.of('ada')).toBe(-0)
})

test('G15 N4 of ten thousand peers the last ones are remembered', () => {
  const score = createScore({ now: () => 0 })
  for (let i = 0; i < 10_000; i++) score.note(`peer ${i}`)
  expect(score.of('peer 0')).toBe(-0)
  expect(score.of('peer 9999')).toBe(-1)
})
