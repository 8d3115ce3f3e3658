import { expect, test } from 'vitest'
import { lagAtMost, presentSeconds } from '../constants.ts'
import { refuseInvented } from './refuseInvented.ts'

const hash = `0x${'11'.repeat(32)}` as const
const now = 1_800_000_000
const clock = { now: () => now * 1000 }
const page = (number: bigint, timestamp: number) => ({ head: { number, hash, timestamp, finalized: { number, hash } } })
const cursor = { number: 10_000n, hash }

test.each([
  ['of now', now, true],
  ['an hour old', now - presentSeconds, true],
  ['older, of an endpoint that lags', now - presentSeconds - 1, false],
  ['a day old', now - 86_400, false],
  ['of a sandbox that was put ahead', now + 86_400, true],
])('A90 X2 a head far below the cursor, %s', (_, timestamp, refuses) => {
  const far = page(cursor.number - lagAtMost - 1n, timestamp)
  if (refuses) expect(() => refuseInvented(clock, cursor, far)).toThrow(expect.objectContaining({ code: 'CHAIN_EVENTS_DIFFER' }))
  else expect(refuseInvented(clock, cursor, far)).toBe(far)
  const near = page(cursor.number - lagAtMost, timestamp)
  expect(refuseInvented(clock, cursor, near)).toBe(near)
  expect(refuseInvented(clock, null, far)).toBe(far)
})
