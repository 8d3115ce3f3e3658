import { type Address, type Member, type Rules, supports } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rules as base } from '../fixtures/dao.ts'
import { costOf, mostVotes } from './credits.ts'
import { type Tally, tally } from './tally.ts'

const at = (i: number): Address => `0x${(i + 1).toString(16).padStart(40, '0')}` as Address
const rules: Rules = { ...base, mode: 2, quorumBps: 0, thresholdBps: 0, credits: 100 }
const seated = (powers: readonly (bigint | null)[]): readonly Member[] =>
  powers.flatMap((power, i) => (power === null ? [] : [{ account: at(i), kind: 0, power, shares: 1n }]))
type Said = readonly [support: number, votes: bigint] | null

type Case = {
  readonly rules?: Partial<Rules>
  readonly cited?: readonly (bigint | null)[]
  readonly current: readonly (bigint | null)[]
  readonly exited?: readonly number[]
  readonly said: readonly Said[]
  readonly reserved?: readonly bigint[]
}
const count = (one: Case): Tally =>
  tally({
    rules: { ...rules, ...one.rules },
    cited: seated(one.cited ?? one.current),
    current: seated(one.current),
    exited: new Set((one.exited ?? []).map(at)),
    ballots: new Map(one.said.flatMap((said, i) => (said === null ? [] : [[at(i), said[0]] as const]))),
    votes: new Map(one.said.flatMap((said, i) => (said === null ? [] : [[at(i), said[1]] as const]))),
    reserved: new Map((one.reserved ?? []).map((credits, i) => [at(i), credits])),
  })

const [no, yes, abstain] = [supports.against, supports.for, supports.abstain]
const three = [1n, 1n, 1n]

test('T11: a ballot weighs the votes that it spends, whatever power its member has', () => {
  const outcome = count({
    current: [9n, 1n, 1n],
    said: [
      [yes, 3n],
      [no, 5n],
      [abstain, 2n],
    ],
  })
  expect(outcome).toMatchObject({ for: 3n, against: 5n, abstain: 2n, took: 3n, voters: 3n, passes: false })
  expect(outcome.seats.map((one) => one.weight)).toEqual([3n, 5n, 2n])
})

test('T11: the quorum goes by heads: a ballot of no votes, or an abstention, is a head', () => {
  const half = { quorumBps: 5000 }
  expect(count({ rules: half, current: three, said: [[yes, 10n], null, null] }).quorumReached).toBe(false)
  expect(count({ rules: half, current: three, said: [[yes, 10n], [abstain, 0n], null] }).quorumReached).toBe(true)
  expect(count({ rules: half, current: three, said: [[yes, 10n], [no, 0n], null] }).quorumReached).toBe(true)
})

test('T11: who has no power now or had none in the cited roster cannot vote', () => {
  const said: Said[] = [
    [yes, 9n],
    [yes, 9n],
    [yes, 9n],
    [no, 1n],
  ]
  const outcome = count({ cited: [1n, 1n, 0n, 1n], current: [1n, 0n, 1n, 1n], said })
  expect(outcome).toMatchObject({ for: 9n, against: 1n, took: 2n, voters: 3n })
  expect(count({ cited: [1n, 1n], current: [1n, 1n], exited: [0], said })).toMatchObject({ for: 9n, took: 1n, voters: 1n })
})

test('T11: a ballot that costs more credits than are left counts as uncast, one that costs all of them counts', () => {
  const reserved = [36n, 37n, 0n]
  const outcome = count({
    current: three,
    said: [
      [yes, 8n],
      [yes, 8n],
      [no, 10n],
    ],
    reserved,
  })
  expect(outcome).toMatchObject({ for: 8n, against: 10n, took: 2n })
  expect(outcome.seats.map((one) => one.overspent)).toEqual([false, true, false])
  expect(count({ current: three, said: [null, null, [no, 11n]] })).toMatchObject({ against: 0n, took: 0n })
})

test('T11: an overspent ballot weighs nothing, and votes without a ballot are neither spent nor overspent', () => {
  const { seats } = count({
    current: three,
    said: [
      [yes, 11n],
      [no, 2n],
    ],
  })
  expect(seats.map(({ weight, support }) => [weight, support])).toEqual([
    [0n, null],
    [2n, no],
    [0n, null],
  ])
  const members = seated(three)
  const silent = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map(), votes: new Map([[at(0), 11n]]) })
  expect(silent.seats.map(({ overspent }) => overspent)).toEqual([false, false, false])
  const unspent = tally({ rules, cited: members, current: members, exited: new Set(), ballots: new Map([[at(0), yes]]) })
  expect(unspent).toMatchObject({ for: 0n, took: 1n, total: 20n })
})

test('T11: decisive is what beats, and reaches the threshold against, all that others can still cast', () => {
  // Two others with 100 credits can put 20 against it; with 64 and 19 left, 8 + 4.
  const left = { current: three, reserved: [0n, 36n, 81n] }
  const ten: Said = [yes, 10n]
  expect(count({ current: three, said: [ten, null, null] })).toMatchObject({ total: 30n, decisive: false })
  expect(count({ ...left, said: [ten, null, null] })).toMatchObject({ total: 22n, uncast: 12n, decisive: false })
  expect(count({ ...left, reserved: [0n, 36n, 100n], said: [ten, null, null] })).toMatchObject({ total: 18n, decisive: true })
  // Who voted Against may still vote Against with more; who voted For is bound.
  expect(count({ ...left, said: [ten, [no, 1n], null] })).toMatchObject({ for: 10n, against: 1n, total: 22n, decisive: false })
  expect(count({ ...left, said: [ten, [yes, 1n], null] })).toMatchObject({ for: 11n, total: 15n, decisive: true })
  expect(count({ ...left, rules: { thresholdBps: 7334 }, said: [ten, [yes, 1n], null] }).decisive).toBe(false)
  expect(count({ ...left, rules: { thresholdBps: 7333 }, said: [ten, [yes, 1n], null] }).decisive).toBe(true)
})

test('T11: only who votes now can be against it: a seat without power or one that left cannot, a newcomer can', () => {
  const said: Said[] = [[yes, 10n]]
  expect(count({ cited: [1n, 1n, 1n], current: [1n, 0n, 1n], said })).toMatchObject({ total: 20n })
  expect(count({ cited: [1n, 1n, 1n], current: [1n, 1n, 1n], exited: [2], said })).toMatchObject({ total: 20n })
  expect(count({ cited: [1n, 0n, null], current: [1n, 1n, 1n], said })).toMatchObject({ total: 30n })
})

test('T11: nothing is enacted at once: this way of counting goes through a record alone', () => {
  const all: Said[] = three.map(() => [yes, 10n])
  expect(count({ current: three, said: all })).toMatchObject({ decisive: true, unanimous: true, immediate: false })
})

const support = fc.constantFrom(no, yes, abstain)
const small = fc.record({
  quorumBps: fc.constantFrom(0, 3334, 5000, 6667, 10_000),
  thresholdBps: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.constantFrom(0, 5000, 6667, 10_000)),
  credits: fc.integer({ min: 0, max: 12 }),
  seats: fc.array(
    fc.record({
      power: fc.bigInt({ min: 0n, max: 2n }),
      said: fc.option(fc.tuple(support, fc.bigInt({ min: 0n, max: 4n }))),
      reserved: fc.bigInt({ min: 0n, max: 12n }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
})

/** Every way the others can still vote with what they have left: a For that counts stays, what is cast may be revised, what is not may come or not. */
const futures = (outcome: Tally, said: readonly Said[], most: readonly bigint[]): readonly (readonly Said[])[] =>
  said.reduce<readonly (readonly Said[])[]>(
    (all, one, i) => {
      const counted = outcome.seats.find(({ member }) => member === at(i))?.support ?? null
      const choices = Array.from({ length: Number(most[i]) + 1 }, (_, votes) => BigInt(votes))
      const revised: Said[] = [no, abstain, yes].flatMap((say) => choices.map((votes): Said => [say, votes]))
      const next = counted === yes ? [one] : counted === null ? [null, ...revised] : revised
      return all.flatMap((before) => next.map((later) => [...before, later]))
    },
    [[]],
  )

test('T11/G1: decisive ⇔ it passes in every future that the credits allow', () => {
  fc.assert(
    fc.property(small, ({ seats, ...rule }) => {
      const one: Case = {
        rules: rule,
        current: seats.map(({ power }) => power),
        said: seats.map(({ said }) => said),
        reserved: seats.map(({ reserved }) => reserved),
      }
      const outcome = count(one)
      const most = seats.map(({ reserved }) => mostVotes(rule, reserved))
      expect(outcome.decisive).toBe(futures(outcome, one.said, most).every((said) => count({ ...one, said }).passes))
    }),
    { numRuns: 200 },
  )
})

test('T11/G11: whoever casts n votes pays n², so ballots that spend the same credits never weigh more than √(heads · credits)', () => {
  const cast = fc.array(fc.tuple(support, fc.bigInt({ min: 0n, max: 12n })), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(cast, (said) => {
      const outcome = count({ current: said.map(() => 1n), said })
      const counted = outcome.seats.filter((seat) => seat.support !== null)
      const paid = counted.reduce((sum, { weight }) => sum + costOf(weight), 0n)
      expect(paid <= BigInt(rules.credits) * BigInt(counted.length)).toBe(true)
      const all = outcome.for + outcome.against + outcome.abstain
      expect(all * all <= BigInt(counted.length) * paid).toBe(true)
      expect(all + outcome.uncast).toBe(outcome.total)
      expect(outcome.uncast >= 0n).toBe(true)
      if (outcome.decisive) expect(outcome.passes).toBe(true)
    }),
  )
})

test('T11/G12: an older roster or a smaller power adds no vote: what counts with it counts without it', () => {
  const powers = fc.array(fc.bigInt({ min: 0n, max: 2n }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(
      powers,
      powers,
      fc.array(fc.tuple(support, fc.bigInt({ min: 0n, max: 9n })), { minLength: 4, maxLength: 4 }),
      (cited, current, said) => {
        const [older, present] = [count({ cited, current, said }), count({ current, said })]
        expect(older.for <= present.for && older.against <= present.against && older.took <= present.took).toBe(true)
        expect(older.voters).toBe(present.voters)
      },
    ),
  )
})
