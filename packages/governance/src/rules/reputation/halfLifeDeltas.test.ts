import { type Address, DaomeshError, type Member } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { halfLifeDeltas, halfLifePeriodOf, type PowerDelta, type RosterWrite } from './halfLifeDeltas.ts'
import { livedPower } from './livedPower.ts'

const at = (i: number): Address => `0x${(i + 1).toString(16).padStart(40, '0')}` as Address
const seats = (powers: readonly bigint[]): readonly Member[] => powers.map((power, i) => ({ account: at(i), kind: 0, power, shares: 1n }))
const rule = { start: 1000, period: 100, halfLife: 4 }
const powers = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })

test('H1: what is left of a power is exact: half in a half-life, and the largest whole number below the curve between', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: (1n << 64n) - 1n }), fc.nat(300), fc.integer({ min: 1, max: 60 }), (power, periods, halfLife) => {
      const left = livedPower(power, periods, halfLife)
      const h = BigInt(halfLife)
      const holds = (y: bigint) => (y ** h) << BigInt(periods) <= power ** h
      expect(left === 1n || holds(left)).toBe(true)
      expect(holds(left + 1n)).toBe(false)
      expect(livedPower(power, periods + halfLife, halfLife)).toBe(left > 1n ? left >> 1n || 1n : 1n)
    }),
  )
  expect([0, 1, 2, 3, 4, 8].map((periods) => livedPower(1000n, periods, 4))).toEqual([1000n, 840n, 707n, 594n, 500n, 250n])
})

test('H1: who has some keeps at least 1, who has none gets none, and it never rises', () => {
  fc.assert(
    fc.property(powers, fc.nat(10_000), fc.integer({ min: 1, max: 520 }), (power, periods, halfLife) => {
      const left = livedPower(power, periods, halfLife)
      expect(left <= power && left > 0n === power > 0n).toBe(true)
      expect(livedPower(power, periods + 1, halfLife) <= left).toBe(true)
    }),
    { numRuns: 15 },
  )
  for (const [periods, halfLife] of [
    [1, 0],
    [1, 1.5],
    [1, 521],
    [-1, 4],
    [0.5, 4],
  ] as const)
    expect(() => livedPower(8n, periods, halfLife)).toThrow(DaomeshError)
  expect(livedPower(8n, 520, 520)).toBe(4n)
  expect(livedPower((1n << 64n) - 1n, Number.MAX_SAFE_INTEGER, 1)).toBe(1n)
})

test('H1: a refused half-life or time is named', () => {
  expect(() => livedPower(8n, 1, 0)).toThrow(expect.objectContaining({ meta: { field: 'halfLife', halfLife: 0 } }))
  expect(() => livedPower(8n, -1, 4)).toThrow(expect.objectContaining({ meta: { field: 'periods', periods: -1 } }))
})

const apply = (members: readonly Member[], deltas: readonly PowerDelta[]): readonly Member[] =>
  members.map((member) => ({ ...member, power: deltas.find(({ account }) => account === member.account)?.power ?? member.power }))

test('H2: applied twice in a period they change nothing the second time, and missed periods are made good exactly', () => {
  const times = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.array(powers, { minLength: 1, maxLength: 5 }), times, fc.nat(2000), (granted, steps, first) => {
      const writes: RosterWrite[] = [{ at: first, members: seats(granted) }]
      const since = halfLifePeriodOf(rule, first)
      let now = first
      for (const step of steps) {
        now += step
        const deltas = halfLifeDeltas({ rule, writes, exited: new Set(), now })
        const members = apply(writes.at(-1)?.members ?? [], deltas)
        if (deltas.length > 0) writes.push({ at: now, members })
        expect(halfLifeDeltas({ rule, writes, exited: new Set(), now })).toEqual([])
        const periods = halfLifePeriodOf(rule, now) - since
        expect(members.map(({ power }) => power)).toEqual(granted.map((power) => livedPower(power, periods, rule.halfLife)))
      }
    }),
  )
})

test('H2: what members voted on in one period and carried out in a later one is no new grant, so the vote takes nothing from the fading', () => {
  const times = fc.array(fc.record({ late: fc.nat(350), next: fc.integer({ min: 1, max: 400 }) }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.array(powers, { minLength: 1, maxLength: 5 }), times, (granted, steps) => {
      const writes: RosterWrite[] = [{ at: rule.start, members: seats(granted) }]
      let now = rule.start
      for (const { late, next } of steps) {
        now += next
        const deltas = halfLifeDeltas({ rule, writes, exited: new Set(), now })
        now += late
        if (deltas.length > 0) writes.push({ at: now, members: apply(writes.at(-1)?.members ?? [], deltas) })
      }
      const due = apply(writes.at(-1)?.members ?? [], halfLifeDeltas({ rule, writes, exited: new Set(), now }))
      const periods = halfLifePeriodOf(rule, now)
      expect(due.map(({ power }) => power)).toEqual(granted.map((power) => livedPower(power, periods, rule.halfLife)))
    }),
  )
  // Of 16 at the start 11 are left after two periods. Carried out in the fourth they are still 8 after a half-life.
  const writes = [
    { at: 1000, members: seats([16n]) },
    { at: 1310, members: seats([11n]) },
  ]
  expect(halfLifeDeltas({ rule, writes, exited: new Set(), now: 1400 }).map(({ power }) => power)).toEqual([8n])
  // What was raised again is granted anew.
  const raised = [...writes, { at: 1320, members: seats([16n]) }]
  expect(halfLifeDeltas({ rule, writes: raised, exited: new Set(), now: 1400 }).map(({ power }) => power)).toEqual([13n])
})

test('H2: what is lowered to what its grant never came to, or comes to only later, is granted anew', () => {
  const lowered = (first: number, second: number, power: bigint) => [
    { at: first, members: seats([16n]) },
    { at: second, members: seats([power]) },
  ]
  const leftOf = (writes: readonly RosterWrite[], now: number) =>
    halfLifeDeltas({ rule, writes, exited: new Set(), now }).map(({ power }) => power)
  // Of 16 there are left 13, 11, 9 and 8, period by period, and never 12 or 10.
  expect(leftOf(lowered(1000, 1310, 12n), 1400)).toEqual([10n])
  expect(leftOf(lowered(1000, 1310, 10n), 1700)).toEqual([5n])
  // The 8 of the fourth period in the first: a half-life later it is 4, where of the 16 there would be 6.
  expect(leftOf(lowered(1000, 1110, 8n), 1510)).toEqual([4n])
  // By periods since the grant, not since the start.
  expect(leftOf(lowered(1210, 1310, 9n), 1710)).toEqual([4n])
  // Each of its steps is found, in its own period and in any later one.
  for (const [period, power] of [13n, 11n, 9n, 8n].entries())
    for (let late = period + 1; late < 9; late++)
      expect(leftOf(lowered(1000, 1000 + late * 100, power), 1900)).toEqual([livedPower(16n, 9, 4)])
})

test('H2: who has none and is given some fades from then on', () => {
  const writes = [
    { at: 1000, members: seats([0n]) },
    { at: 1400, members: seats([16n]) },
  ]
  expect(halfLifeDeltas({ rule, writes: writes.slice(0, 1), exited: new Set(), now: 9000 })).toEqual([])
  expect(halfLifeDeltas({ rule, writes, exited: new Set(), now: 1800 }).map(({ power }) => power)).toEqual([8n])
})

test('H2: a power granted anew fades from then on, whatever others do', () => {
  const writes = [
    { at: 1000, members: seats([16n, 16n]) },
    { at: 1400, members: seats([8n, 30n]) },
    { at: 1500, members: [...seats([8n, 30n]), { account: at(2), kind: 1, power: 4n, shares: 0n }] },
  ]
  const deltas = (now: number, exited: readonly number[] = []) =>
    halfLifeDeltas({ rule, writes, exited: new Set(exited.map(at)), now }).map(({ account, kind, power }) => [account, kind, power])
  expect(deltas(1499)).toEqual([])
  expect(deltas(1800)).toEqual([
    [at(0), 0, 4n],
    [at(1), 0, 15n],
    [at(2), 1, 2n],
  ])
  expect(deltas(1800, [1])).toEqual([
    [at(0), 0, 4n],
    [at(2), 1, 2n],
  ])
})

test('H2: nothing fades before the start, and lines are sorted by account', () => {
  expect(halfLifePeriodOf(rule, 5)).toBe(0)
  const members = seats([8n, 8n, 8n]).toReversed()
  expect(halfLifeDeltas({ rule, writes: [{ at: 0, members }], exited: new Set(), now: 1099 })).toEqual([])
  const accounts = halfLifeDeltas({ rule, writes: [{ at: 0, members }], exited: new Set(), now: 1400 }).map(({ account }) => account)
  expect(accounts).toEqual([at(0), at(1), at(2)])
  expect(halfLifeDeltas({ rule, writes: [], exited: new Set(), now: 5000 })).toEqual([])
})
