import { expect, test } from 'vitest'
import { runningDeadlines } from './runningDeadlines.ts'

const none = { fundBy: 0, deliverBy: 0, reviewEnd: 0, windowEnd: 0 }

test('a time is shown while something can still be done by it: parts that are all paid are open to no objection', () => {
  expect(runningDeadlines({ deadlines: { ...none, deliverBy: 5 }, leaves: [] })).toEqual(['deliverBy'])
  const released = { ...none, windowEnd: 9 }
  expect(runningDeadlines({ deadlines: released, leaves: [{ state: 'paid' }, { state: 'waiting' }] })).toEqual(['windowEnd'])
  expect(runningDeadlines({ deadlines: released, leaves: [{ state: 'paid' }, { state: 'paid' }] })).toEqual([])
})
