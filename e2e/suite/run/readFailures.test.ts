import { expect, test } from 'vitest'
import { readFailures } from './readFailures.ts'

test('a failed test of vitest is named with the first line of its reason', () => {
  const printed = ' ✓ |unit| a.test.ts (1 test)\n\n FAIL  |unit| b.test.ts > M1 counts\nAssertionError: expected 1 to be 2\n\n- Expected\n'
  expect(readFailures(printed)).toEqual(['b.test.ts > M1 counts: AssertionError: expected 1 to be 2'])
})

test('a failed test of Playwright is named once, however often it is listed', () => {
  const head = '  1) ui/deals.spec.ts:9:1 › a deal is closed ─────\n\n    Error: expect(locator).toBeVisible() failed\n'
  expect(readFailures(`${head}\n${head}`)).toEqual(['ui/deals.spec.ts:9:1 › a deal is closed: Error: expect(locator).toBeVisible() failed'])
})

test('forge and the programs of the suite are read too', () => {
  expect(readFailures('[FAIL: panic: 0x11] test_R1_pays() (gas: 12)\nfailed step: deploy\n')).toEqual([
    'FAIL: panic: 0x11] test_R1_pays() (gas: 12)',
    'deploy',
  ])
})

test('an output without failures names none', () => {
  expect(readFailures('ok one\n3 passed, 0 failed\nmay failed: no\n')).toEqual([])
})
