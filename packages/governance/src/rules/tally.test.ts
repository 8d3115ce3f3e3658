import { type Address, DaomeshError, type Member, type Rules, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountOf } from '../fixtures/accounts.ts'
import { rules, seat } from '../fixtures/dao.ts'
import { type Tally, tally } from './tally.ts'

const accounts: readonly Address[] = Array.from({ length: 6 }, (_, i) => accountOf(`seat ${i}`).address).sort()
const at = (i: number): Address => accounts[i] as Address
const roster = (...powers: readonly (bigint | null)[]): readonly Member[] =>
  powers.flatMap((power, i) => (power === null ? [] : [seat(at(i), power)]))
const byPower: Rules = { ...rules, mode: 1, quorumBps: 0, thresholdBps: 0 }
const yes = supports.for
const no = supports.against

type Case = {
  readonly rules?: Partial<Rules>
  readonly cited?: readonly Member[]
  readonly current: readonly Member[]
  readonly exited?: readonly number[]
  readonly ballots: readonly (number | null)[]
}
const count = (one: Case): Tally =>
  tally({
    rules: { ...byPower, ...one.rules },
    cited: one.cited ?? one.current,
    current: one.current,
    exited: new Set((one.exited ?? []).map(at)),
    ballots: new Map(one.ballots.flatMap((support, i) => (support === null ? [] : [[at(i), support] as const]))),
  })

test('T1: one member one vote counts seats with power, power counts power', () => {
  const current = roster(5n, 0n, 1n)
  expect(count({ rules: { mode: 0 }, current, ballots: [yes, yes, no] })).toMatchObject({ for: 1n, against: 1n, total: 2n })
  expect(count({ current, ballots: [yes, yes, no] })).toMatchObject({ for: 5n, against: 1n, total: 6n, uncast: 0n })
})

test('T1: a way of counting that nobody knows is refused', () => {
  expect(() => count({ rules: { mode: 3 }, current: roster(1n), ballots: [yes] })).toThrow(DaomeshError)
})

test('T2/G6: a ballot weighs the smaller of the cited and the current weight, over the current total', () => {
  const outcome = count({ cited: roster(10n, 3n, 4n), current: roster(2n, 8n, 4n), ballots: [yes, yes, no] })
  expect(outcome).toMatchObject({ for: 5n, against: 4n, total: 14n, uncast: 5n })
  expect(outcome.seats.map((one) => [one.cited, one.current, one.weight])).toEqual([
    [10n, 2n, 2n],
    [3n, 8n, 3n],
    [4n, 4n, 4n],
  ])
})

test('T2/G6: who left weighs nothing and leaves the denominator; who joined late only enlarges it', () => {
  expect(count({ current: roster(5n, 5n), exited: [0], ballots: [yes, no] })).toMatchObject({ for: 0n, against: 5n, total: 5n })
  const joined = count({ cited: roster(5n), current: roster(5n, 5n), ballots: [yes, yes] })
  expect(joined).toMatchObject({ for: 5n, total: 10n, uncast: 5n, decisive: false })
  expect(joined.seats.map((one) => one.standing)).toEqual(['seated', 'newcomer'])
})

test('T2/G12: voters added by citing another roster gain nothing', () => {
  const puppets = roster(1n, 100n, 100n, 100n)
  expect(count({ cited: puppets, current: roster(1n, null, null, null, 3n), ballots: [no, yes, yes, yes, null] })).toMatchObject({
    for: 0n,
    against: 1n,
    total: 4n,
  })
})

test('T3: quorum counts everything cast, abstentions included, by exact products', () => {
  const current = roster(3n, 3n, 4n)
  expect(count({ rules: { quorumBps: 3000 }, current, ballots: [supports.abstain, null, null] }).quorumReached).toBe(true)
  expect(count({ rules: { quorumBps: 3001 }, current, ballots: [supports.abstain, null, null] }).quorumReached).toBe(false)
})

test('T4: passing asks for more For than Against and the threshold of what was cast for or against', () => {
  const current = roster(2n, 2n, 6n)
  expect(count({ current, ballots: [yes, no, null] }).passes).toBe(false)
  expect(count({ current, ballots: [yes, null, supports.abstain] }).passes).toBe(true)
  const twoThirds = { thresholdBps: 6667 }
  expect(count({ rules: twoThirds, current: roster(2n, 1n), ballots: [yes, no] }).passes).toBe(false)
  expect(count({ rules: { thresholdBps: 6666 }, current: roster(2n, 1n), ballots: [yes, no] }).passes).toBe(true)
})

test('T5: For must exceed everything else: half is not enough, one more is', () => {
  expect(count({ current: roster(5n, 5n), ballots: [yes, null] }).decisive).toBe(false)
  expect(count({ current: roster(6n, 5n), ballots: [yes, null] }).decisive).toBe(true)
  expect(count({ rules: { thresholdBps: 7500 }, current: roster(74n, 26n), ballots: [yes, null] }).decisive).toBe(false)
  expect(count({ rules: { thresholdBps: 7500 }, current: roster(75n, 25n), ballots: [yes, no] }).decisive).toBe(true)
  expect(count({ rules: { thresholdBps: 10_000 }, current: roster(5n, 1n), ballots: [yes, supports.abstain] }).decisive).toBe(false)
})

test('T5: a quorum above For needs other ballots to take part', () => {
  const high = { quorumBps: 8000 }
  expect(count({ rules: high, current: roster(6n, 3n, 1n), ballots: [yes, null, null] }).decisive).toBe(false)
  expect(count({ rules: high, current: roster(6n, 3n, 1n), ballots: [yes, no, null] }).decisive).toBe(true)
})

test('T5: where nobody is left nothing is decided', () => {
  expect(count({ current: roster(5n), exited: [0], ballots: [yes] })).toMatchObject({
    total: 0n,
    passes: false,
    decisive: false,
    immediate: false,
  })
})

test('T6/G14: with a grace period everybody seated must sign For, those without power too', () => {
  const grace = { gracePeriod: 60 }
  const current = roster(9n, 0n)
  expect(count({ rules: grace, current, ballots: [yes, null] })).toMatchObject({
    decisive: true,
    unanimous: false,
    immediate: false,
    missingForUnanimity: [at(1)],
  })
  expect(count({ rules: grace, current, ballots: [yes, yes] }).immediate).toBe(true)
  expect(count({ rules: grace, current, exited: [1], ballots: [yes, null] }).immediate).toBe(true)
  expect(count({ current, ballots: [yes, null] }).immediate).toBe(true)
})

test('T6/G14: unanimity fails when somebody of the cited roster lost the seat', () => {
  const outcome = count({ rules: { gracePeriod: 60 }, cited: roster(5n, 5n, 5n), current: roster(5n, 5n), ballots: [yes, yes, yes] })
  expect(outcome).toMatchObject({ decisive: true, unanimous: false, immediate: false, missingForUnanimity: [] })
})

const bps = fc.integer({ min: 0, max: 10_000 })
const small = fc.record({
  mode: fc.integer({ min: 0, max: 1 }),
  quorumBps: bps,
  thresholdBps: fc.oneof(bps, fc.constantFrom(0, 5000, 6667, 10_000)),
  seats: fc.array(fc.record({ power: fc.bigInt({ min: 0n, max: 7n }), ballot: fc.constantFrom(null, 0, 1, 2) }), {
    minLength: 1,
    maxLength: 4,
  }),
})

/** Every way the others can still vote: a Yes stays, a cast ballot may be revised, an uncast one cast or not. */
const futures = (ballots: readonly (number | null)[]): readonly (readonly (number | null)[])[] =>
  ballots.reduce<readonly (readonly (number | null)[])[]>(
    (all, ballot) => {
      const next = ballot === yes ? [yes] : ballot === null ? [null, 0, 1, 2] : [0, 1, 2]
      return all.flatMap((one) => next.map((support) => [...one, support]))
    },
    [[]],
  )

test('T5/G1: decisive ⇔ it passes in every future', () => {
  fc.assert(
    fc.property(small, ({ seats, ...rule }) => {
      const current = roster(...seats.map((one) => one.power))
      const ballots = seats.map((one) => one.ballot)
      const decisive = count({ rules: rule, current, ballots }).decisive
      expect(decisive).toBe(futures(ballots).every((future) => count({ rules: rule, current, ballots: future }).passes))
    }),
    { numRuns: 300 },
  )
})

const anyCase = fc.record({
  mode: fc.integer({ min: 0, max: 1 }),
  quorumBps: bps,
  thresholdBps: bps,
  cited: fc.array(fc.option(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })), { maxLength: 6 }),
  current: fc.array(fc.option(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })), { maxLength: 6 }),
  exited: fc.subarray([0, 1, 2, 3, 4, 5]),
  ballots: fc.array(fc.constantFrom(null, 0, 1, 2), { maxLength: 6 }),
})

test('T2: weights never exceed either roster, the parts make up the total, and the outcome does not depend on how seats are listed', () => {
  fc.assert(
    fc.property(anyCase, ({ mode, quorumBps, thresholdBps, cited, current, exited, ballots }) => {
      const one = { rules: { mode, quorumBps, thresholdBps }, cited: roster(...cited), current: roster(...current), exited, ballots }
      const outcome = count(one)
      for (const line of outcome.seats) expect(line.weight <= line.cited && line.weight <= line.current).toBe(true)
      expect(outcome.for + outcome.against + outcome.abstain + outcome.uncast).toBe(outcome.total)
      expect(outcome.uncast >= 0n).toBe(true)
      if (outcome.decisive) expect(outcome.passes).toBe(true)
      const mirrored = count({ ...one, cited: one.cited.toReversed(), current: one.current.toReversed() })
      expect([mirrored.for, mirrored.total, mirrored.decisive, mirrored.unanimous]).toEqual([
        outcome.for,
        outcome.total,
        outcome.decisive,
        outcome.unanimous,
      ])
    }),
  )
})

test('T5/G1/G13: adding or leaving out ballots that are not For never makes a decision decisive that was counted against', () => {
  fc.assert(
    fc.property(small, fc.nat(3), ({ seats, ...rule }, drop) => {
      const current = roster(...seats.map((one) => one.power))
      const full = seats.map((one) => one.ballot)
      const fewer = full.map((ballot, i) => (i === drop ? null : ballot))
      const [whole, part] = [count({ rules: rule, current, ballots: full }), count({ rules: rule, current, ballots: fewer })]
      if (part.decisive) expect(whole.decisive).toBe(true)
    }),
  )
})
