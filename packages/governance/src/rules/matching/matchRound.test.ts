import { DaomeshError } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRound, type RoundContribution } from './matchRound.ts'
import { poolRefunds } from './poolRefunds.ts'
import { sumOfRoots } from './sumOfRoots.ts'

const rich = (1n << 112n) - 1n

/** Contributions as a table: per project, what seats 0, 1, 2 … give. */
const contributionsOf = (table: readonly (readonly bigint[])[]): readonly RoundContribution[] =>
  table.flatMap((row, project) => row.map((amount, seat) => ({ seat, project, amount })))
const match = (table: readonly (readonly bigint[])[], pool = rich, capBps = 10_000) =>
  matchRound({ projects: table.length, pool, capBps, contributions: contributionsOf(table) })
const deserved = (...amounts: number[]): bigint | undefined => match([amounts.map(BigInt)]).projects[0]?.deserved

test('L10: examples that are published come out to the last digit printed', () => {
  // iktp.net, Quadratic funding: three projects are worth (Σ√c)² = $69.41, $53.30 and $358.46. In cents of a cent, what was given taken off.
  const [cent, given] = [10_000n, [19, 28, 125]]
  const published = [69.41, 53.3, 358.46]
  const table = [
    [1, 5, 6, 7],
    [20, 8],
    [100, 7, 1, 15, 2],
  ]
  const { projects } = match(table.map((row) => row.map((dollars) => BigInt(dollars) * cent)))
  expect(projects.map((one, i) => Number(one.deserved) / 10_000 + (given[i] ?? 0)).map((worth) => Number(worth.toFixed(2)))).toEqual(
    published,
  )
  // muqa.org, Quadratic funding explained: 9, 4 and 1 make a square of side 6.
  expect(deserved(9, 4, 1)).toBe(36n - 14n)
  // phil.foundation, Quadratic funding: $144 of one unlock nothing; of sixteen they make a square sixteen times as large.
  expect(deserved(144)).toBe(0n)
  expect(deserved(...Array.from({ length: 16 }, () => 9))).toBe(16n * 144n - 144n)
  // The same hundred dollars of ten people, five, two and one: 1000, 500, 200 and 100, less the hundred.
  expect([10, 5, 2, 1].map((people) => deserved(...Array.from({ length: people }, () => 100 / people)))).toEqual([900n, 400n, 100n, 0n])
})

const size = fc.record({ projects: fc.integer({ min: 1, max: 200 }), seats: fc.integer({ min: 1, max: 64 }) })
const cell = (bits: bigint) => fc.tuple(fc.nat(199), fc.nat(63), fc.bigInt({ min: 1n, max: (1n << bits) - 1n }))

/** Few gifts in a table of any size. */
const tables = (bits: bigint) =>
  fc.tuple(size, fc.array(cell(bits), { maxLength: 40 })).map(([{ projects, seats }, cells]) => ({
    projects,
    contributions: cells.map(([project, seat, amount]): RoundContribution => ({ project: project % projects, seat: seat % seats, amount })),
  }))

test('L11: every rational match is exact, of 1 to 200 projects and 1 to 64 seats', () => {
  const roots = fc.tuple(tables(30n), fc.bigInt({ min: 1n, max: 97n }))
  fc.assert(
    fc.property(roots, ([{ projects, contributions }, factor]) => {
      // One gift of a seat to a project, c = k·a²: then (Σ√c)² = k(Σa)², whole whether √k is rational or not.
      const once = [...new Map(contributions.map((one) => [`${one.project}.${one.seat}`, one])).values()]
      const squares = once.map((one) => ({ ...one, amount: factor * one.amount ** 2n }))
      const { projects: matches, left } = matchRound({ projects, pool: rich, capBps: 10_000, contributions: squares })
      matches.forEach(({ deserved: own, contributed, matched, seats }, p) => {
        const mine = once.filter(({ project }) => project === p).map(({ amount }) => amount)
        const side = mine.reduce((sum, root) => sum + root, 0n)
        const given = mine.reduce((sum, root) => sum + factor * root * root, 0n)
        expect([own, contributed, matched, seats]).toEqual([factor * side * side - given, given, own, mine.length])
      })
      expect(left).toBe(matches.reduce((sum, { matched }) => sum - matched, rich))
    }),
    { numRuns: 60 },
  )
})

test('L11: every other match is the true value rounded down, or one unit more', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: (1n << 106n) - 1n }), { minLength: 1, maxLength: 64 }), (amounts) => {
      const own = match([amounts]).projects[0]?.deserved ?? -1n
      const given = amounts.reduce((sum, amount) => sum + amount, 0n)
      const [low, high] = (['down', 'up'] as const).map((round) => sumOfRoots(amounts, { precision: 600n, round }) ** 2n)
      expect(own + given >= (low ?? 0n) >> 600n).toBe(true)
      expect(own + given <= ((high ?? 0n) >> 600n) + 1n).toBe(true)
      expect(amounts.length > 1 || own === 0n).toBe(true)
    }),
    { numRuns: 100 },
  )
})

test('L12/C15: a pool that suffices is never scaled up, and of a small one nothing is paid that it has not', () => {
  fc.assert(
    fc.property(tables(64n), fc.bigInt({ min: 0n, max: 1n << 70n }), fc.integer({ min: 1, max: 10_000 }), (table, pool, capBps) => {
      const { projects, deserved: all, left } = matchRound({ ...table, pool, capBps })
      const cap = (pool * BigInt(capBps)) / 10_000n
      for (const { deserved: own, matched } of projects) {
        const scaled = all > pool ? (own * pool) / all : own
        expect(matched).toBe(scaled < cap ? scaled : cap)
      }
      const paid = projects.reduce((sum, { matched }) => sum + matched, 0n)
      expect([paid + left, left >= 0n]).toEqual([pool, true])
    }),
    { numRuns: 60 },
  )
  expect(match([[4n, 4n], [9n]], 100n)).toMatchObject({ deserved: 8n, left: 92n })
  expect(match([[4n, 4n], [9n]], 100n, 500).projects[0]?.matched).toBe(5n)
})

test('L13/G8: what a seat gives in parts is one gift, whatever the order, so splitting gains nothing', () => {
  fc.assert(
    fc.property(tables(64n), fc.nat(39), fc.integer({ min: 2, max: 9 }), ({ projects, contributions }, which, cuts) => {
      const round = { projects, pool: 1n << 60n, capBps: 10_000 }
      const cut = contributions.flatMap((one, i) => {
        const part = one.amount / BigInt(cuts)
        if (i !== which) return [one]
        return [
          ...Array.from({ length: cuts - 1 }, () => ({ ...one, amount: part })),
          { ...one, amount: one.amount - part * BigInt(cuts - 1) },
        ]
      })
      const whole = matchRound({ ...round, contributions })
      expect(matchRound({ ...round, contributions: cut.toReversed() })).toEqual(whole)
      // Seats of its own would have gained: it is the roster that holds this, not the rule.
      const [first] = contributions
      if (first === undefined || first.amount < 2n) return
      const half = { ...first, amount: first.amount / 2n }
      const split = matchRound({ projects, pool: rich, capBps: 10_000, contributions: [half, { ...half, seat: 64 }] })
      expect((split.projects[first.project]?.deserved ?? 0n) > 0n).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('L13: a larger gift never lowers what its project deserves, but for the unit of rounding', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 1n << 90n }), { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 1n, max: 1n << 80n }),
      (amounts, more) => {
        const grown = amounts.with(0, (amounts[0] ?? 0n) + more)
        expect((match([grown]).projects[0]?.deserved ?? 0n) + 1n >= (match([amounts]).projects[0]?.deserved ?? 0n)).toBe(true)
      },
    ),
    { numRuns: 60 },
  )
})

test('L14/C15: refunds of a pool are what is left, to the last unit, and each within a unit of its share', () => {
  const gifts = fc.array(fc.bigInt({ min: 1n, max: 1n << 109n }), { minLength: 1, maxLength: 7 })
  fc.assert(
    fc.property(gifts, fc.nat(10_000), (fundings, bps) => {
      const pool = fundings.reduce((sum, amount) => sum + amount, 0n)
      const left = (pool * BigInt(bps)) / 10_000n
      const refunds = poolRefunds(left, fundings)
      expect(refunds.reduce((sum, amount) => sum + amount, 0n)).toBe(left)
      refunds.forEach((refund, i) => {
        const off = refund * pool - left * (fundings[i] ?? 0n)
        expect(off < pool && -off < pool).toBe(true)
        expect(refund <= (fundings[i] ?? 0n)).toBe(true)
      })
    }),
  )
  expect(poolRefunds(7n, [3n, 4n])).toEqual([3n, 4n])
  expect(poolRefunds(0n, [])).toEqual([])
  expect(poolRefunds(0n, [0n])).toEqual([0n])
  for (const bad of [
    () => poolRefunds(-1n, [1n]),
    () => poolRefunds(2n, [1n]),
    () => poolRefunds(0n, [-1n]),
    () => poolRefunds(1n, [5n, -1n]),
  ])
    expect(bad).toThrow(DaomeshError)
})

test('L15: what no round can be is refused by name', () => {
  const of = (change: object) => () => matchRound({ projects: 1, pool: 1n, capBps: 1, contributions: [], ...change })
  expect(of({ projects: 200 })().projects).toHaveLength(200)
  const gift = { seat: 0, project: 0, amount: 1n }
  const refused = (code: string, meta: object = {}) => expect.objectContaining({ code, meta })
  expect(of({ projects: 0 })).toThrow(refused('INPUT_INVALID', { field: 'projects', count: 0, max: 200 }))
  expect(of({ projects: 201 })).toThrow(refused('INPUT_INVALID', { field: 'projects', count: 201, max: 200 }))
  for (const capBps of [0, 10_001, 1.5]) expect(of({ capBps })).toThrow(refused('INPUT_INVALID', { field: 'capBps', capBps }))
  expect(of({ contributions: [{ ...gift, project: 1 }] })).toThrow(refused('INPUT_INVALID', { field: 'project', project: 1, projects: 1 }))
  for (const change of [
    { pool: -1n },
    { pool: rich + 1n },
    { contributions: [{ ...gift, amount: -1n }] },
    { contributions: [{ ...gift, amount: rich }, gift] },
  ])
    expect(of(change)).toThrow(refused('AMOUNT_INVALID'))
  expect(of({ pool: rich, contributions: [{ ...gift, amount: rich }] })().projects[0]).toMatchObject({ deserved: 0n, seats: 1 })
  expect(of({ contributions: [{ ...gift, amount: 0n }] })().projects[0]?.seats).toBe(0)
})
