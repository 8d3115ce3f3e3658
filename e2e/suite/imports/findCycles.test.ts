import { expect, test } from 'vitest'
import { findCycles } from './findCycles.ts'

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges))

test('a diamond is no cycle', () => {
  expect(findCycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
})

test('a cycle is given as a closed path, whatever leads to it', () => {
  expect(findCycles(graph({ start: ['a'], a: ['b'], b: ['c'], c: ['a'] }))).toEqual([['a', 'b', 'c', 'a']])
})

test('separate cycles and a file importing itself are all found', () => {
  expect(findCycles(graph({ a: ['a'], b: ['c'], c: ['b'] }))).toEqual([
    ['a', 'a'],
    ['b', 'c', 'b'],
  ])
})

test('a chain of 20 000 files does not overflow', () => {
  const chain = graph(Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, [`f${index + 1}`]])))
  expect(findCycles(chain)).toEqual([])
})
