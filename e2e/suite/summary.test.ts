import { expect, test } from 'vitest'
import type { Result } from './run/result.ts'
import { summarize } from './summary.ts'

const result = (more: Partial<Result>): Result => ({
  id: 'unit',
  title: 'unit',
  outcome: 'passed',
  passed: 3,
  failed: 0,
  seconds: 1,
  reason: '',
  ...more,
})

test('totals come last and a part that could not run counts on neither side', () => {
  const lines = summarize([result({}), result({ id: 'hosts', outcome: 'impossible', passed: 0, reason: 'needs root' })], 2)
  expect(lines.at(-1)).toBe('3 passed, 0 failed')
  expect(lines.at(-2)).toBe('hosts could not run here: needs root')
})

test('failures add up over the parts', () => {
  const lines = summarize([result({ outcome: 'failed', failed: 2 }), result({ id: 'demo', outcome: 'failed', passed: 0, failed: 1 })], 2)
  expect(lines.at(-1)).toBe('3 passed, 3 failed')
})

test('a case that a part did not run is named with its reason', () => {
  const lines = summarize([result({ id: 'faults', notRun: ['K2 a full disk (mounting a small disk needs root)'] })], 2)
  expect(lines.at(-2)).toBe('faults did not run: K2 a full disk (mounting a small disk needs root)')
})

test('a case that failed is named at the end, where whoever reads it elsewhere still finds it', () => {
  const lines = summarize([result({ outcome: 'failed', failed: 1, failures: ['a.test.ts > L1 keeps'], notRun: ['K2'] })], 2)
  expect(lines.slice(-2)).toEqual(['unit failed: a.test.ts > L1 keeps', '3 passed, 1 failed'])
})
