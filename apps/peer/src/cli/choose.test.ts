import { expect, test } from 'vitest'
import { choose } from './choose.ts'

const [first, second] = ['aa11bb22', 'aa11cc33'] as const
const rows = [
  { id: first, names: ['Orchard'] },
  { id: second, names: ['Mill', first] },
]

test('V6: a whole id means itself, even where somebody named a thing after it', () => {
  expect(choose(rows, first, 'dao')).toBe(first)
  expect(choose(rows.toReversed(), ` ${first.toUpperCase()} `, 'dao')).toBe(first)
})

test('V6: the first four characters are enough where they fit one thing only', () => {
  expect(choose(rows, 'aa11c', 'dao')).toBe(second)
  expect(choose(rows, 'orch', 'dao')).toBe(first)
  expect(choose(rows, 'mil', 'dao')).toBeNull()
  expect(choose(rows, 'mill', 'dao')).toBe(second)
  expect(() => choose(rows, 'aa11', 'dao')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
})

test('V6: who is called like the beginning of another id does not stand in for it', () => {
  const called = [...rows, { id: 'dd44ee55' as const, names: ['AA11B'] }]
  expect(() => choose(called, 'aa11b', 'proposal')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }) as Error)
  expect(choose(called, first, 'proposal')).toBe(first)
  expect(choose(called, 'dd44', 'proposal')).toBe('dd44ee55')
})
