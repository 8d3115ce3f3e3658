import { supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, dan, rules, seat } from '../fixtures/dao.ts'
import { explainTally, missingSigners, missingToDecide } from './explainTally.ts'
import { tally } from './tally.ts'

const power = { ...rules, mode: 1, quorumBps: 5000, thresholdBps: 6000 }
const yes = supports.for

test('T7: the explanation names each rule with its numbers, and why each ballot weighs what it weighs', () => {
  const outcome = tally({
    rules: power,
    cited: [seat(ann.address, 4n), seat(ben.address, 3n), seat(dan.address, 2n)],
    current: [seat(ann.address, 4n), seat(ben.address, 1n), seat(cat.address, 5n)],
    exited: new Set([ben.address]),
    ballots: new Map([
      [ann.address, yes],
      [ben.address, yes],
    ]),
  })
  const explanation = explainTally(outcome)
  expect(explanation.rule).toEqual([
    { key: 'tally.mode.power', params: { total: '9' } },
    { key: 'tally.quorum.missing', params: { cast: '4', total: '9', bps: 5000, needed: '5' } },
    { key: 'tally.threshold.reached', params: { for: '4', against: '0', bps: 6000 } },
    { key: 'tally.decisive.missing', params: { for: '4', missing: '2' } },
    { key: 'tally.grace.none', params: {} },
  ])
  expect(explanation.outcome).toEqual({ key: 'outcome.notPassing', params: {} })
  const becauseOf = new Map(explanation.seats.map((one) => [one.member, one.because]))
  expect(becauseOf.get(ann.address)).toEqual({ key: 'weight.full', params: { weight: '4' } })
  expect(becauseOf.get(ben.address)).toEqual({ key: 'weight.exited', params: { cited: '3' } })
  expect(becauseOf.get(cat.address)).toEqual({ key: 'weight.newcomer', params: { current: '5' } })
  expect(becauseOf.get(dan.address)).toEqual({ key: 'weight.left', params: { cited: '2' } })
})

test('T7: with a grace period it says who is missing', () => {
  const members = [seat(ann.address, 9n), seat(ben.address, 1n)]
  const outcome = tally({
    rules: { ...power, gracePeriod: 60 },
    cited: members,
    current: members,
    exited: new Set(),
    ballots: new Map([[ann.address, yes]]),
  })
  expect(explainTally(outcome).outcome).toEqual({ key: 'outcome.decisiveNeedsAll', params: { count: 1 } })
  expect(missingSigners(outcome)).toEqual([ben.address])
  expect(missingSigners({ ...outcome, unanimityNeeded: false })).toEqual([])
})

test('T7: exactly the missing weight of For decides, one less does not', () => {
  const thresholds = fc.integer({ min: 0, max: 10_000 })
  const powers = fc.bigInt({ min: 1n, max: 1000n })
  fc.assert(
    fc.property(thresholds, powers, powers, (thresholdBps, mine, others) => {
      const withMine = (part: bigint) => {
        const members = [seat(ann.address, part), seat(ben.address, mine + others - part)]
        return tally({
          rules: { ...power, quorumBps: 0, thresholdBps },
          cited: members,
          current: members,
          exited: new Set(),
          ballots: new Map([[ann.address, yes]]),
        })
      }
      const needed = missingToDecide(withMine(0n))
      expect(withMine(needed).decisive).toBe(true)
      expect(withMine(needed - 1n).decisive).toBe(false)
    }),
  )
})
