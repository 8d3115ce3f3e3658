import { expect, test } from 'vitest'
import { part } from '../parts/part.ts'
import { judge } from './judge.ts'
import type { Ending } from './judge.ts'

const counted = part({ id: 'x', title: 'x', command: () => ['x'], counts: 'line' })
const plain = part({ id: 'y', title: 'y', command: () => ['y'] })
const picky = part({ id: 'z', title: 'z', command: () => ['z'], mayBeImpossible: true })
const ending = (more: Partial<Ending>): Ending => ({
  code: 0,
  signal: null,
  overLimit: false,
  counts: undefined,
  lastLine: '',
  ...more,
})

test('a clean exit without counts is one pass', () => {
  expect(judge(plain, ending({}))).toEqual({ outcome: 'passed', passed: 1, failed: 0, reason: '' })
})

test('counts are carried over', () => {
  expect(judge(counted, ending({ counts: { passed: 4, failed: 0 } }))).toMatchObject({ outcome: 'passed', passed: 4, failed: 0 })
})

test('exit code 0 with a failed case is a failure', () => {
  expect(judge(counted, ending({ counts: { passed: 4, failed: 1 } }))).toMatchObject({ outcome: 'failed', failed: 1 })
})

test('exit code 1 without a failed case is a failure', () => {
  const verdict = judge(counted, ending({ code: 1, counts: { passed: 4, failed: 0 } }))
  expect(verdict).toEqual({ outcome: 'failed', passed: 4, failed: 1, reason: 'ended with exit code 1' })
})

test('promised counts that never came, or no case at all, are failures', () => {
  expect(judge(counted, ending({}))).toMatchObject({ outcome: 'failed', failed: 1, reason: 'gave no counts' })
  expect(judge(counted, ending({ counts: { passed: 0, failed: 0 } }))).toMatchObject({ outcome: 'failed', reason: 'no case ran' })
})

test('over the limit is a failure even if the exit looks clean', () => {
  expect(judge(plain, ending({ overLimit: true }))).toMatchObject({ outcome: 'failed', reason: 'over its limit of 120 s' })
})

test('exit code 77 excuses only parts that may be impossible', () => {
  expect(judge(picky, ending({ code: 77, lastLine: 'needs root' }))).toEqual({
    outcome: 'impossible',
    passed: 0,
    failed: 0,
    reason: 'needs root',
  })
  expect(judge(plain, ending({ code: 77 }))).toMatchObject({ outcome: 'failed' })
})
