import { type Address, DaomeshError, type ProjectId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apportion } from './apportion.ts'
import { budgetPayments } from './budgetPayments.ts'
import { estimateBudget } from './estimateBudget.ts'
import { liberalRadical } from './liberalRadical.ts'
import type { Pledge } from './countedPledges.ts'

const at = (i: number): Address => `0x${(i + 1).toString(16).padStart(40, '0')}` as Address
const roster = Array.from({ length: 64 }, (_, i) => at(i))
const rich = 10n ** 30n

/** Pledges as a table: per project, what members 0, 1, 2 … give. */
const divide = (budget: bigint, table: readonly (readonly number[])[], allocation = rich): readonly bigint[] => {
  const pledges = table.flatMap((row, p) => row.map((amount, i): Pledge => ({ member: at(i), project: `p${p}`, amount: BigInt(amount) })))
  return liberalRadical({ budget, projects: table.map((_, p) => `p${p}`), roster, allocation, pledges }).parts.map(({ amount }) => amount)
}

test('B1: examples that are published come out to the unit', () => {
  // muqa.org, Quadratic funding explained: 9, 4 and 1 make a square of side 6.
  expect(divide(37n, [[9, 4, 1], [1]])).toEqual([36n, 1n])
  // The people and the $3000 of nodeguardians.io, Quadratic public goods: $1600 of one, and $400 each of two, deserve the same.
  expect(divide(3000n, [[1600], [0, 400, 400]])).toEqual([1500n, 1500n])
  // A hundred dollars of ten people, five, two and one: (10·√10)² = 1000, (5·√20)² = 500, (2·√50)² = 200, (√100)² = 100.
  const table = [10, 5, 2, 1].map((people) => Array.from({ length: people }, () => 100 / people))
  expect(divide(1800n, table)).toEqual([1000n, 500n, 200n, 100n])
})

test('B1: roots that no fraction equals still divide evenly', () => {
  expect(divide(10n, [[2], [0, 8]])).toEqual([2n, 8n])
  expect(
    divide(10n ** 18n, [
      [2, 2],
      [0, 0, 8],
    ]),
  ).toEqual([5n * 10n ** 17n, 5n * 10n ** 17n])
  expect(divide(3n, [[7], [7], [7]])).toEqual([1n, 1n, 1n])
})

test('B2: the parts are the budget; nobody pledged, nothing given', () => {
  expect(divide(100n, [[0], []])).toEqual([0n, 0n])
  expect(divide(0n, [[1], [4]])).toEqual([0n, 0n])
  expect(divide(5n, [[1], [1], [1]])).toEqual([2n, 2n, 1n])
  expect(divide(1n, [[1], [4]])).toEqual([0n, 1n])
})

const amounts = fc.bigInt({ min: 0n, max: (1n << 100n) - 1n })
const tables = fc.integer({ min: 1, max: 200 }).chain((projects) =>
  fc.record({
    projects: fc.constant(Array.from({ length: projects }, (_, i) => `project ${i}`)),
    budget: amounts,
    pledges: fc.array(
      fc.record({
        member: fc.nat(11).map(at),
        project: fc.nat(projects - 1).map((i) => `project ${i}`),
        amount: fc.bigInt({ min: 0n, max: 10n ** 24n }),
      }),
      { maxLength: 40 },
    ),
  }),
)
const all = { roster, allocation: rich }

test('B2/C15: with 1 to 200 projects Σ parts is the budget to the last unit, and each part is within one unit of its exact share', () => {
  fc.assert(
    fc.property(tables, ({ projects, budget, pledges }) => {
      const { parts, ignored } = liberalRadical({ ...all, projects, budget, pledges })
      const given = parts.reduce((sum, { amount }) => sum + amount, 0n)
      expect(given).toBe(pledges.some(({ amount }) => amount > 0n) ? budget : 0n)
      expect(ignored).toEqual([])
      for (const { amount, pledgers } of parts) expect(amount === 0n || pledgers > 0).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('B2: perfect squares are divided exactly as rational numbers say', () => {
  const roots = fc.array(fc.array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(roots, amounts, (table, budget) => {
      const squares = table.map((row) => row.reduce((sum, root) => sum + root, 0n) ** 2n)
      const pledges = table.flatMap((row, p) => row.map((root, i) => ({ member: at(i), project: `p${p}`, amount: root * root })))
      const { parts } = liberalRadical({ ...all, budget, projects: table.map((_, p) => `p${p}`), pledges })
      expect(parts.map(({ amount }) => amount)).toEqual(apportion(budget, squares))
      const whole = squares.reduce((sum, square) => sum + square, 0n)
      parts.forEach(({ amount }, p) => {
        const off = amount * whole - budget * (squares[p] ?? 0n)
        expect((off < 0n ? -off : off) < whole || whole === 0n).toBe(true)
      })
    }),
  )
})

test('B3: cutting a pledge into parts, or pledging from accounts without a seat, gains nothing', () => {
  fc.assert(
    fc.property(tables, fc.nat(39), fc.integer({ min: 2, max: 9 }), ({ projects, budget, pledges }, which, cuts) => {
      const whole = liberalRadical({ ...all, projects, budget, pledges })
      const cut = pledges.flatMap((one, i) => {
        if (i !== which) return [one]
        const part = one.amount / BigInt(cuts)
        return [
          ...Array.from({ length: cuts - 1 }, () => ({ ...one, amount: part })),
          { ...one, amount: one.amount - part * BigInt(cuts - 1) },
        ]
      })
      expect(liberalRadical({ ...all, projects, budget, pledges: cut })).toEqual(whole)
      const puppets = Array.from({ length: cuts }, (_, i) => ({ member: at(100 + i), project: projects[0] ?? '', amount: 1n }))
      const more = liberalRadical({ ...all, projects, budget, pledges: [...pledges, ...puppets] })
      expect(more.parts).toEqual(whole.parts)
      expect(more.ignored).toHaveLength(cuts)
    }),
    { numRuns: 60 },
  )
})

test('B3: who pledges more than the allocation, less than nothing or to something else pledges nothing', () => {
  const one = (pledges: readonly Pledge[]) =>
    liberalRadical({ budget: 10n, projects: ['a', 'b'], roster: [at(0), at(1)], allocation: 5n, pledges })
  const honest = { member: at(1), project: 'b', amount: 5n }
  const whyOf = (...pledges: Pledge[]) => {
    const { parts, ignored } = one([honest, ...pledges])
    expect(parts.map(({ amount }) => amount)).toEqual([0n, 10n])
    return ignored.map(({ member, because }) => [member, because.key])
  }
  const mine = (project: string, amount: bigint): Pledge => ({ member: at(0), project, amount })
  expect(whyOf(mine('a', 3n), mine('b', 3n))).toEqual([[at(0), 'pledge.over']])
  expect(whyOf(mine('a', 4n), mine('a', -1n))).toEqual([[at(0), 'pledge.negative']])
  expect(whyOf(mine('a', 1n), mine('c', 1n))).toEqual([[at(0), 'pledge.project']])
  expect(one([mine('a', 5n)]).ignored).toEqual([])
})

test('B3: the order in which pledges come does not matter', () => {
  fc.assert(
    fc.property(tables, ({ projects, budget, pledges }) => {
      const backwards = liberalRadical({ ...all, roster: roster.toReversed(), projects, budget, pledges: pledges.toReversed() })
      expect(backwards).toEqual(liberalRadical({ ...all, projects, budget, pledges }))
    }),
    { numRuns: 30 },
  )
})

test('B3: those whose pledges do not count are named in the order of their accounts, with what is wrong', () => {
  const ignoredOf = (pledges: readonly Pledge[]) =>
    liberalRadical({ budget: 10n, projects: ['a'], roster: [at(1), at(2), at(3)], allocation: 5n, pledges }).ignored
  const mine = (i: number, project: string, amount: bigint): Pledge => ({ member: at(i), project, amount })
  const reasons = [
    { member: at(0), because: { key: 'pledge.notSeated', params: {} } },
    { member: at(1), because: { key: 'pledge.over', params: { over: '2', allocation: '5' } } },
    { member: at(2), because: { key: 'pledge.project', params: { project: 'c' } } },
    { member: at(3), because: { key: 'pledge.negative', params: {} } },
  ]
  const pledges = [mine(2, 'c', 1n), mine(0, 'a', 1n), mine(3, 'a', -1n), mine(1, 'a', 7n)]
  expect(ignoredOf(pledges)).toEqual(reasons)
  expect(ignoredOf(pledges.toReversed())).toEqual(reasons)
})

test('B3: a pledge of nothing is no pledge: nobody is counted for it', () => {
  const pledges = [
    { member: at(0), project: 'a', amount: 0n },
    { member: at(1), project: 'a', amount: 4n },
    { member: at(2), project: 'a', amount: 9n },
  ]
  const { parts } = liberalRadical({ budget: 7n, projects: ['a', 'b'], roster, allocation: 9n, pledges })
  expect(parts).toEqual([
    { project: 'a', amount: 7n, pledgers: 2, pledged: 13n },
    { project: 'b', amount: 0n, pledgers: 0, pledged: 0n },
  ])
  const nothing = liberalRadical({ budget: 7n, projects: ['a'], roster, allocation: 0n, pledges: pledges.slice(0, 1) })
  expect(nothing).toEqual({ parts: [{ project: 'a', amount: 0n, pledgers: 0, pledged: 0n }], ignored: [] })
})

test('B6: without projects there is an estimate, of nothing', () => {
  expect(estimateBudget({ amount: 5n, allocation: 1n }, [], [at(0)], [])).toEqual({ parts: [], ignored: [] })
})

test('B7: a project without a payee and one that gets nothing are not paid', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((project) => ({
    project: project as ProjectId,
    amount: project === 'b' ? 0n : 5n,
    pledgers: 1,
    pledged: 1n,
  }))
  const parts = [a, b, c].flatMap((part) => (part === undefined ? [] : [part]))
  expect(
    budgetPayments(
      parts,
      new Map([
        ['a', at(1)],
        ['b', at(2)],
      ]),
    ),
  ).toEqual([[{ project: 'a', payee: at(1), amount: 5n }]])
})

test('B1: more than 200 projects, none, and names given twice are refused', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => `${i}`)
  const of = (change: object) => () => liberalRadical({ budget: 1n, projects: ['a'], roster, allocation: 1n, pledges: [], ...change })
  expect(of({ projects: many(200) })().parts).toHaveLength(200)
  for (const change of [
    { projects: many(201) },
    { projects: [] },
    { projects: ['a', 'a'] },
    { roster: [at(0), at(0)] },
    { budget: -1n },
    { allocation: -1n },
  ])
    expect(of(change)).toThrow(DaomeshError)
  expect(() => apportion(1n, [1n, -1n])).toThrow(DaomeshError)
  expect(() => apportion(-1n, [1n])).toThrow(DaomeshError)
  expect(apportion(5n, [0n, 0n])).toEqual([0n, 0n])
  const refused = (meta: object) => expect.objectContaining({ code: 'INPUT_INVALID', meta })
  expect(of({ projects: many(201) })).toThrow(refused({ field: 'projects', count: 201, max: 200 }))
  expect(of({ projects: ['a', 'a'] })).toThrow(refused({ field: 'projects', reason: 'a project is named twice' }))
  expect(of({ roster: [at(0), at(0)] })).toThrow(refused({ field: 'roster', reason: 'a member is named twice' }))
})
