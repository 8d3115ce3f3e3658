import { expect, test } from 'vitest'
import { examplesIn } from './readExamples.ts'
import { renderExamples } from './renderExamples.ts'

const source = `
/**
 * Adds.
 * @throws DaomeshError
 * @example
 * const { sum } = add(1, 2)
 * sum // => 3
 * const other = add(...pair) // => { sum: 7 }
 * add(-1) // throws INPUT_INVALID
 */
export const add = 1
/** One line. @example is not a block here. */
`
const exports = new Map([
  ['@daomesh/sums', ['add', 'sum', 'unused']],
  ['../samples.ts', ['pair']],
])

test('an example is read up to the end of its comment, and knows its line', () => {
  const [example, ...more] = examplesIn('packages/sums/src/add.ts', source)
  expect(more).toEqual([])
  expect(example?.line).toBe(5)
  expect(example?.code).toHaveLength(4)
})

test('values are compared, refusals expected, and only what is used is imported', () => {
  const text = renderExamples(examplesIn('packages/sums/src/add.ts', source), exports)
  for (const line of [
    "const { add } = await import('@daomesh/sums')",
    "const { pair } = await import('../samples.ts')",
    'same(sum, 3)',
    'same(other, { sum: 7 })',
    "await refuses(async () => add(-1), 'INPUT_INVALID')",
    'place: "packages/sums/src/add.ts:5", asserts: true',
  ])
    expect(text).toContain(line)
  expect(text).not.toContain('unused')
})
