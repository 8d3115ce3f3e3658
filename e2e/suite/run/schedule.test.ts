import { expect, test } from 'vitest'
import { part } from '../parts/part.ts'
import type { Result } from './result.ts'
import { schedule } from './schedule.ts'

const named = (id: string, load: 'shared' | 'alone') => part({ id, title: id, command: () => [id], load })

test('shared parts overlap up to the cores, a part marked alone overlaps nothing, results keep the order', async () => {
  const active = new Set<string>()
  const seen: string[][] = []
  const parts = [named('a', 'shared'), named('b', 'shared'), named('c', 'shared'), named('d', 'alone'), named('e', 'shared')]

  let begin = (): void => undefined
  const hasBegun = new Promise<void>((resolve) => (begin = resolve))
  const results = await schedule(parts, 2, async ({ id, title }): Promise<Result> => {
    active.add(id)
    seen.push([...active])
    // The first one is longer than the second.
    if (id === 'c') begin()
    await (id === 'a' ? hasBegun : Promise.resolve())
    active.delete(id)
    return { id, title, outcome: 'passed', passed: 1, failed: 0, seconds: 0, reason: '' }
  })

  expect(seen).toEqual([['a'], ['a', 'b'], ['a', 'c'], ['d'], ['e']])
  expect(results.map((result) => result.id)).toEqual(['a', 'b', 'c', 'd', 'e'])
})
