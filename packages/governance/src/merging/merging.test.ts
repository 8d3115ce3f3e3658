import { type Address, address, type Merger, type MergerMember } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fairWeights } from './fairWeights.ts'
import { isFairMerger, mergeRosters, type MergeRostersParameters } from './mergeRosters.ts'

const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const [from, into] = [at(201), at(202)]
const seat = (n: number, power: bigint, shares: bigint, kind = 0): MergerMember => ({
  account: at(n),
  kind,
  power: power.toString(),
  shares: shares.toString(),
})
const fraction = (n: bigint, d: bigint) => ({ numerator: n.toString(), denominator: d.toString() })
const one = fraction(1n, 1n)
const merged = (more: Partial<MergeRostersParameters>) =>
  mergeRosters({ from, into, power: one, shares: one, fromRoster: [seat(1, 1n, 10n)], intoRoster: [seat(2, 1n, 10n)], ...more })
const reasonOf = (more: Partial<MergeRostersParameters>): unknown => {
  try {
    merged(more)
    return null
  } catch (error) {
    return (error as { meta?: { reason?: unknown } }).meta?.reason
  }
}
const sum = (rows: readonly MergerMember[], of: 'power' | 'shares') => rows.reduce((total, row) => total + BigInt(row[of]), 0n)

const weight = fc.record({ n: fc.bigInt({ min: 1n, max: 1_000n }), d: fc.bigInt({ min: 1n, max: 1_000n }) })
const roster = fc
  .uniqueArray(
    fc.record({
      n: fc.integer({ min: 1, max: 40 }),
      power: fc.bigInt({ min: 0n, max: 5_000n }),
      shares: fc.bigInt({ min: 0n, max: 5_000n }),
    }),
    { selector: ({ n }) => n, minLength: 1, maxLength: 32 },
  )
  .map((rows) => rows.toSorted((a, b) => a.n - b.n).map(({ n, power, shares }) => seat(n, power, shares)))
const anyMerger = fc.record({ fromRoster: roster, intoRoster: roster, power: weight, shares: weight })

test('O25 who sits in both has the sum; power and shares come by exact fractions, rounded down', () => {
  const { takes, roster: rows } = merged({
    power: fraction(3n, 2n),
    shares: fraction(1n, 3n),
    fromRoster: [seat(1, 3n, 10n), seat(2, 1n, 9n)],
    intoRoster: [seat(2, 5n, 100n), seat(3, 1n, 50n)],
  })
  expect(takes).toEqual([
    { account: at(1), kind: 0, power: '4', mint: '3' },
    { account: at(2), kind: 0, power: '6', mint: '3' },
  ])
  expect(rows).toEqual([seat(1, 4n, 3n), seat(2, 6n, 103n), seat(3, 1n, 50n)])
})

test('O25 C15 no merger makes more shares than came in by the weight, and nobody of the other DAO loses or gains one', () => {
  fc.assert(
    fc.property(anyMerger, ({ fromRoster, intoRoster, power, shares }) => {
      const given = { fromRoster, intoRoster, power: fraction(power.n, power.d), shares: fraction(shares.n, shares.d) }
      let result
      try {
        result = merged(given)
      } catch {
        // Where somebody's part would come to nothing there is no merger at all.
        return
      }
      const came = fromRoster.filter(({ account }) => account !== into)
      const minted = sum(result.roster, 'shares') - sum(intoRoster, 'shares')
      expect(minted).toBe(result.takes.reduce((total, { mint }) => total + BigInt(mint), 0n))
      expect(minted * shares.d).toBeLessThanOrEqual(sum(came, 'shares') * shares.n)
      // Less than one share a head stays behind.
      expect((minted + BigInt(came.length)) * shares.d).toBeGreaterThan(sum(came, 'shares') * shares.n - 1n)
      for (const before of intoRoster) {
        const after = result.roster.find(({ account }) => account === before.account)
        const mint = result.takes.find(({ account }) => account === before.account)?.mint ?? '0'
        expect(BigInt(after?.shares ?? '0') - BigInt(before.shares)).toBe(BigInt(mint))
      }
      const accounts = result.roster.map(({ account }) => account)
      expect(accounts).toEqual([...new Set(accounts)].toSorted())
    }),
  )
})

test('O25 C15 with the weight of one token nobody of the DAO that stays could leave with less of it, and what newcomers have more is what rounding left', () => {
  const held = fc.bigInt({ min: 1n, max: 10n ** 20n })
  // Shares above what rounding could take to nothing at weights of these sizes.
  const owners = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 })
  const shares = fc.array(fc.bigInt({ min: 10n ** 6n, max: 10n ** 9n }), { minLength: 12, maxLength: 12 })
  const seats = (first: number, who: readonly number[], of: readonly bigint[]) =>
    who.toSorted((x, y) => x - y).map((n, i) => seat(first + n, 1n, of[i] ?? 1n))
  fc.assert(
    fc.property(
      owners,
      owners,
      shares,
      shares,
      held,
      fc.bigInt({ min: 1n, max: 1_000n }),
      (fromWho, intoWho, fromOf, intoOf, intoHeld, part) => {
        const [fromRoster, intoRoster] = [seats(0, fromWho, fromOf), seats(100, intoWho, intoOf)]
        const [fromShares, intoShares] = [sum(fromRoster, 'shares'), sum(intoRoster, 'shares')]
        // Of both treasuries, so that a share of one is worth a hundredth to ten of the other.
        const fromHeld = (intoHeld * fromShares * part) / (intoShares * 100n) + 1n
        const weight = fairWeights({ fromHeld, fromShares, intoHeld, intoShares })
        if (weight === null || fromHeld * intoShares * 1_000n < intoHeld * fromShares) return
        const { roster: after } = merged({ fromRoster, intoRoster, shares: weight })
        const [both, all] = [fromHeld + intoHeld, sum(after, 'shares')]
        const couldTake = (account: Address): bigint => (both * BigInt(after.find((row) => row.account === account)?.shares ?? '0')) / all
        for (const { account, shares: mine } of intoRoster)
          expect(couldTake(account)).toBeGreaterThanOrEqual((intoHeld * BigInt(mine)) / intoShares)
        // All that rounding left of the newcomers' shares is less than one of these shares a head.
        const lost = (fromHeld * intoShares) / intoHeld - (all - intoShares)
        expect(lost).toBeLessThanOrEqual(BigInt(fromRoster.length))
      },
    ),
  )
})

test('O25 a seat of one DAO in the other is no member twice: the shell loses its vote there, and the other one gets none of itself', () => {
  const { takes, roster: rows } = merged({
    fromRoster: [seat(1, 1n, 10n), { ...seat(202, 2n, 5n, 1) }],
    intoRoster: [seat(2, 1n, 10n), { ...seat(201, 3n, 7n, 1) }],
  })
  expect(takes).toEqual([
    { account: at(1), kind: 0, power: '1', mint: '10' },
    { account: from, kind: 1, power: '0', mint: '0' },
  ])
  expect(rows).toEqual([seat(1, 1n, 10n), seat(2, 1n, 10n), seat(201, 0n, 7n, 1)])
})

test('O25 who left is not taken in, and keeps no seat', () => {
  const { takes, roster: rows } = merged({
    fromRoster: [seat(1, 1n, 10n), seat(4, 0n, 0n)],
    intoRoster: [seat(2, 1n, 10n), seat(3, 0n, 0n)],
  })
  expect(takes.map(({ account }) => account)).toEqual([at(1)])
  expect(rows.map(({ account }) => account)).toEqual([at(1), at(2)])
})

test('O25 what cannot be is refused before anybody is asked, by its reason', () => {
  const many = (start: number, n: number) => Array.from({ length: n }, (_, i) => seat(start + i, 1n, 1n))
  expect(reasonOf({ fromRoster: many(1, 32), intoRoster: many(33, 32) })).toBeNull()
  expect(reasonOf({ fromRoster: many(1, 33), intoRoster: many(34, 32) })).toBe('size')
  // Who sits in both takes one seat.
  expect(reasonOf({ fromRoster: many(1, 33), intoRoster: many(33, 32) })).toBeNull()
  expect(reasonOf({ shares: fraction(1n, 11n) })).toBe('rounding')
  expect(reasonOf({ power: fraction(1n, 2n) })).toBe('rounding')
  expect(reasonOf({ fromRoster: [seat(1, 0n, 10n)], power: fraction(1n, 2n) })).toBeNull()
  expect(reasonOf({ fromRoster: [seat(2, 1n, 1n, 1)] })).toBe('kind')
  expect(reasonOf({ fromRoster: [seat(1, 2n ** 63n, 1n)], power: fraction(2n, 1n) })).toBe('power')
  expect(reasonOf({ fromRoster: [seat(1, 1n, 2n ** 127n)], intoRoster: [seat(2, 1n, 2n ** 127n)] })).toBe('shares')
  expect(reasonOf({ fromRoster: [{ ...seat(202, 1n, 1n, 1) }] })).toBe('nobody')
})

test('O25 G1 lines that are not those of the rosters and weights make no merger', () => {
  const rows = { from, into, power: one, shares: one, pays: [], fromRoster: [seat(1, 1n, 10n)], intoRoster: [seat(2, 1n, 10n)] }
  const fair: Merger = { ...rows, takes: merged({}).takes }
  const [line] = fair.takes
  if (line === undefined) throw new RangeError('a line')
  expect(isFairMerger(fair)).toBe(true)
  for (const takes of [
    [],
    [{ ...line, mint: '11' }],
    [{ ...line, power: '2' }],
    [{ ...line, account: at(9) }],
    [{ ...line, kind: 1 }],
    [line, { ...line, account: at(9) }],
  ])
    expect([takes.length, isFairMerger({ ...fair, takes })]).toEqual([takes.length, false])
  expect(isFairMerger({ ...fair, shares: fraction(1n, 100n) })).toBe(false)
})

test('O25 with the weight of one token alone every share is worth the same of it before and after, but for what rounding leaves', () => {
  expect(fairWeights({ fromHeld: 0n, fromShares: 1n, intoHeld: 1n, intoShares: 1n })).toBeNull()
  expect(fairWeights({ fromHeld: 1n, fromShares: 1n, intoHeld: 0n, intoShares: 1n })).toBeNull()
  expect(fairWeights({ fromHeld: 2n ** 64n, fromShares: 1n, intoHeld: 1n, intoShares: 1n })).toBeNull()
  const some = fc.bigInt({ min: 1n, max: 10n ** 9n })
  fc.assert(
    fc.property(some, some, some, some, (fromHeld, fromShares, intoHeld, intoShares) => {
      const fair = fairWeights({ fromHeld, fromShares, intoHeld, intoShares })
      if (fair === null) return
      // intoHeld ÷ intoShares = (both) ÷ (intoShares + fromShares · n ÷ d), multiplied out.
      const [n, d] = [BigInt(fair.numerator), BigInt(fair.denominator)]
      expect(intoHeld * (intoShares * d + fromShares * n)).toBe((intoHeld + fromHeld) * intoShares * d)
    }),
  )
})
