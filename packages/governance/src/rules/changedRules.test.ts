import { expect, test } from 'vitest'
import { rules } from '../fixtures/dao.ts'
import { changedRules } from './changedRules.ts'

test('L5: what new rules change is said before and after, and nothing else', () => {
  expect(changedRules(rules, { ...rules })).toEqual([])
  const after = { ...rules, mode: 2, thresholdBps: 6_667, challengeWindow: rules.challengeWindow + 60, credits: 100 }
  expect(changedRules(rules, after)).toEqual([
    { key: 'rules.change.mode.quadratic', params: {} },
    { key: 'rules.change.threshold', params: { fromBps: rules.thresholdBps, toBps: 6_667 } },
    { key: 'rules.change.challengeWindow', params: { fromSeconds: rules.challengeWindow, toSeconds: rules.challengeWindow + 60 } },
    { key: 'rules.change.credits', params: { from: rules.credits, to: 100 } },
  ])
  const all = {
    mode: 1,
    quorumBps: 1,
    thresholdBps: 2,
    votingPeriod: 3,
    gracePeriod: 4,
    challengeWindow: 5,
    credits: 6,
    incomeBps: 7,
    refundCap: 8,
  }
  const none = {
    mode: 0,
    quorumBps: 0,
    thresholdBps: 0,
    votingPeriod: 0,
    gracePeriod: 0,
    challengeWindow: 0,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  }
  expect(changedRules(none, all)).toHaveLength(Object.keys(all).length)
})
