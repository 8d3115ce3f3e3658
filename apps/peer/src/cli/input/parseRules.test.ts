import { expect, test } from 'vitest'
import type { Call } from '../verb.ts'
import { parseRules, usualRules } from './parseRules.ts'

const call = (options: Readonly<Record<string, string>>): Call => ({ option: (name: string) => options[name] }) as unknown as Call

test('rules are given one by one, and what is not given stays', () => {
  expect(parseRules(call({}), usualRules)).toEqual(usualRules)
  const given = {
    mode: 'quadratic',
    quorum: '33.34%',
    voting: '36h',
    grace: '1h',
    challenge: '0s',
    credits: '100',
    income: '10%',
    refund: '200000',
  }
  expect(parseRules(call(given), usualRules)).toEqual({
    mode: 2,
    quorumBps: 3_334,
    thresholdBps: usualRules.thresholdBps,
    votingPeriod: 129_600,
    gracePeriod: 3_600,
    challengeWindow: 0,
    credits: 100,
    incomeBps: 1_000,
    refundCap: 200_000,
  })
  for (const wrong of [{ mode: 'any' }, { credits: '-1' }, { credits: '1.5' }, { quorum: '101%' }, { challenge: '5' }])
    expect(() => parseRules(call(wrong), usualRules)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
})
