import { supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, dan, rules, seat } from '../fixtures/dao.ts'
import { explainTally, missingSigners, whoCanOppose } from './explainTally.ts'
import { missingToDecide, missingToPass, missingToQuorum } from './missing.ts'
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

test('T7/R8: in quadratic counting it names credits, heads and what others can still cast', () => {
  const members = [seat(ann.address), seat(ben.address), seat(cat.address)]
  const credits = { ...rules, mode: 2, quorumBps: 5000, thresholdBps: 5000, credits: 25 }
  const count = (votes: readonly (readonly [typeof ann, number, bigint])[]) =>
    tally({
      rules: credits,
      cited: [seat(ann.address), seat(ben.address)],
      current: members,
      exited: new Set(),
      ballots: new Map(votes.map(([{ address }, support]) => [address, support])),
      votes: new Map(votes.map(([{ address }, , spent]) => [address, spent])),
    })
  const explanation = explainTally(count([[ann, yes, 3n]]))
  expect(explanation.rule.slice(0, 4)).toEqual([
    { key: 'tally.mode.quadratic', params: { voters: '3', credits: 25 } },
    { key: 'tally.heads.missing', params: { cast: '1', total: '3', bps: 5000, needed: '2' } },
    { key: 'tally.threshold.reached', params: { for: '3', against: '0', bps: 5000 } },
    { key: 'tally.opposable.left', params: { for: '3', rest: '10' } },
  ])
  expect(explanation.needed).toEqual([{ key: 'needed.heads', params: { count: 1 } }])
  expect(explanation.seats.map((one) => one.because)).toEqual([
    { key: 'weight.spent', params: { weight: '3', cost: '9' } },
    { key: 'weight.couldCast', params: { most: '5' } },
    { key: 'weight.tooLate', params: {} },
  ])
  const against = count([
    [ann, yes, 5n],
    [ben, supports.against, 6n],
  ])
  expect(explainTally(against).seats[1]?.because).toEqual({ key: 'weight.overspent', params: {} })
  const open = count([
    [ann, yes, 5n],
    [ben, supports.against, 3n],
  ])
  expect(explainTally(open).outcome).toEqual({ key: 'outcome.passingOpposable', params: { rest: '10' } })
  expect(whoCanOppose(open)).toEqual([
    { member: ben.address, votes: 5n },
    { member: cat.address, votes: 5n },
  ])
  const decided = count([
    [ann, yes, 5n],
    [ben, yes, 1n],
  ])
  expect(explainTally(decided)).toMatchObject({ outcome: { key: 'outcome.recordedAtOnce' }, needed: [] })
  expect(explainTally(decided).rule[3]).toEqual({ key: 'tally.opposable.beaten', params: { for: '6', rest: '5' } })
  expect(whoCanOppose(decided)).toEqual([])
})

test('T7: what is said to be missing is exactly what is missing', () => {
  const powers = fc.bigInt({ min: 0n, max: 40n })
  const bps = fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 5000, 6667, 10_000))
  fc.assert(
    fc.property(bps, bps, powers, powers, powers, (quorumBps, thresholdBps, mine, against, more) => {
      const countWith = (extra: bigint, drop = 0n) =>
        tally({
          rules: { ...power, quorumBps, thresholdBps },
          cited: [seat(ann.address, mine), seat(ben.address, against), seat(cat.address, extra), seat(dan.address, 200n - extra - drop)],
          current: [seat(ann.address, mine), seat(ben.address, against), seat(cat.address, extra), seat(dan.address, 200n - extra - drop)],
          exited: new Set(),
          ballots: new Map([
            [ann.address, yes],
            [ben.address, supports.against],
            [cat.address, yes],
          ]),
        })
      const now = countWith(0n)
      const missing = missingToPass(now)
      if (missing === null) expect(countWith(more).thresholdReached).toBe(false)
      else {
        expect(countWith(missing).thresholdReached).toBe(true)
        if (missing > 0n) expect(countWith(missing - 1n).thresholdReached).toBe(false)
      }
      const quorum = missingToQuorum(now)
      if (quorum <= 200n) expect(countWith(quorum).quorumReached).toBe(true)
      if (quorum > 0n) expect(countWith(quorum - 1n > 200n ? 200n : quorum - 1n).quorumReached).toBe(false)
      expect(explainTally(now).needed.length === 0).toBe(now.passes)
    }),
  )
})
