import { describe, expect, test } from 'vitest'
import { readCounts, readNotRun } from './readCounts.ts'

describe('counts on a line', () => {
  test('the last total wins over sub-totals', () => {
    expect(readCounts('line', 'a: 1 passed, 0 failed\n3 passed, 1 failed\n12 passed, 2 failed\n', '')).toEqual({ passed: 12, failed: 2 })
  })

  test('a line that only mentions counts is not a total', () => {
    expect(readCounts('line', 'seed 4: 9 passed, 0 failed so far\n', '')).toBeUndefined()
  })

  test('nothing printed gives nothing', () => {
    expect(readCounts('maybeLine', '', '')).toBeUndefined()
  })
})

describe('counts in a vitest report', () => {
  const report = (more: object): string => JSON.stringify({ numPassedTests: 7, numFailedTests: 1, testResults: [], ...more })

  test('tests are counted', () => {
    expect(readCounts('vitest', '', report({}))).toEqual({ passed: 7, failed: 1 })
  })

  test('a file that fails to load is a failure of its own', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ]
    expect(readCounts('vitest', '', report({ testResults }))).toEqual({ passed: 7, failed: 2 })
  })

  test('a cut or foreign report gives nothing', () => {
    expect(readCounts('vitest', '7 passed, 0 failed', '{"numPassedTests": 7')).toBeUndefined()
    expect(readCounts('vitest', '', '{"stats":{}}')).toBeUndefined()
  })
})

describe('counts in a Playwright report', () => {
  test('flaky tests and load errors are failures', () => {
    const report = JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 }, errors: [{}] })
    expect(readCounts('playwright', '', report)).toEqual({ passed: 5, failed: 3 })
  })
})

test('cases that were not run are found by their lines', () => {
  expect(readNotRun('ok one\nnot run: K1 two (no strace)\nit was not run: x\n1 passed, 0 failed\n')).toEqual(['K1 two (no strace)'])
})
