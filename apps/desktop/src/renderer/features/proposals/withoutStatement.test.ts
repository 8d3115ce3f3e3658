import { expect, test } from 'vitest'
import { withoutStatement } from './withoutStatement.ts'

test('the line for programs is left out at the end of a text, and nowhere else', () => {
  expect(withoutStatement('Pays the hosting.\n\nPeriodic budget: none')).toBe('Pays the hosting.')
  expect(withoutStatement('Half-life of power: 12 periods of 604800 seconds from 1795353660\n')).toBe('')
  expect(withoutStatement(`Well gets all.\n\nBudget 0x${'ab'.repeat(32)}, part 1 of 1, pledges 0x${'cd'.repeat(32)}\n`)).toBe(
    'Well gets all.',
  )
  expect(withoutStatement('Periodic budget: none\n\nPays the hosting.')).toBe('Periodic budget: none\n\nPays the hosting.')
  expect(withoutStatement('We talked of a Periodic budget: none')).toBe('We talked of a Periodic budget: none')
})
