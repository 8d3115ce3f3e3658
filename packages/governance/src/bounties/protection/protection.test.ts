import type { Address } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countedEngagements } from '../record/countedEngagements.ts'
import { at, engagementsIn, type Part, pyramid, token } from '../record/fixtures.ts'
import { heightsOf } from '../record/levels.ts'
import { concentrationOf, payersConcentration } from './concentration.ts'
import { passedDown } from './passedDown.ts'
import { pricesOf } from './prices.ts'

const window = { from: 0, until: 10_000 }
const amount = fc.bigInt({ min: 1n, max: 1n << 120n })

/** Pyramids among many accounts, at most three levels deep. */
const part = (depth: number): fc.Arbitrary<Part> =>
  fc.record({
    payee: fc.integer({ min: 1, max: 500 }).map((n) => at(depth * 1000 + n)),
    margin: amount,
    parts: depth === 0 ? fc.constant([]) : fc.array(part(depth - 1), { maxLength: 3 }),
  })
const pyramids = fc
  .array(fc.tuple(part(2), fc.integer({ min: 1, max: 9_999 })), { minLength: 1, maxLength: 8 })
  .map((all) => all.map(([top, when], i) => pyramid(at(9_000 + (i % 3)), top, when)))

test('Q41 a price that is shown was paid: rows hold exactly the work that nobody passed on, by tag, token and period', () => {
  fc.assert(
    fc.property(pyramids, (all) => {
      const engagements = engagementsIn(all)
      const rows = pricesOf({ engagements, tagsOf: ({ payee }) => (payee < at(250) ? ['low', 'low'] : ['rest', 'all']), period: 1_000 })
      const hands = engagements.filter(({ split }) => !split)
      for (const row of rows) {
        const paid = hands.map((one) => one.paid)
        expect(row.least <= row.median && row.median <= row.most).toBe(true)
        expect([row.least, row.median, row.most].every((price) => paid.includes(price))).toBe(true)
        expect(row.from % 1_000).toBe(0)
        expect(row.total >= BigInt(row.count) * row.least && row.total <= BigInt(row.count) * row.most).toBe(true)
      }
      const inAll = rows.filter(({ tag }) => tag !== 'all').reduce((sum, { count }) => sum + count, 0)
      expect(inAll).toBe(hands.length)
    }),
    { numRuns: 60 },
  )
})

test('Q41 half of an even number is the lower of the middle two; periods begin at whole multiples', () => {
  const paid = [30n, 10n, 20n, 40n].map((margin, i) => pyramid(at(1), { payee: at(10 + i), margin }, 2_500))
  const [row] = pricesOf({ engagements: engagementsIn(paid), tagsOf: () => ['wood'], period: 1_000 })
  expect(row).toEqual({ tag: 'wood', token, from: 2_000, count: 4, least: 10n, median: 20n, most: 40n, total: 100n })
})

test('Q42 the index is the exact fraction rounded down, the same in any order and any unit, and joining two payers never lowers it', () => {
  fc.assert(
    fc.property(fc.array(amount, { minLength: 2, maxLength: 12 }), fc.bigInt({ min: 1n, max: 1n << 60n }), (paid, unit) => {
      const found = concentrationOf(paid)
      if (found === null) throw new RangeError('something was paid')
      const total = paid.reduce((sum, one) => sum + one, 0n)
      const squares = paid.reduce((sum, one) => sum + one * one, 0n)
      const index = BigInt(found.index)
      expect(index * total * total <= 10_000n * squares && (index + 1n) * total * total > 10_000n * squares).toBe(true)
      expect(found.index).toBeGreaterThanOrEqual(Math.floor(10_000 / paid.length))
      expect(found.index).toBeLessThanOrEqual(10_000)
      expect(found.index).toBeLessThanOrEqual(found.largest)
      expect(concentrationOf(paid.toReversed())).toEqual(found)
      expect(concentrationOf(paid.map((one) => one * unit))?.index).toBe(found.index)
      const [first = 0n, second = 0n, ...rest] = paid
      expect(concentrationOf([first + second, ...rest])?.index).toBeGreaterThanOrEqual(found.index)
    }),
    { numRuns: 200 },
  )
  expect(concentrationOf([])).toBeNull()
  expect(concentrationOf([5n])).toMatchObject({ index: 10_000, band: 'high', largest: 10_000 })
  const equal = (n: number) => concentrationOf(Array.from({ length: n }, () => 7n))
  expect([equal(5)?.band, equal(6)?.band, equal(10)?.band, equal(11)?.band]).toEqual(['high', 'moderate', 'moderate', 'low'])
})

test('Q42 it is counted over who paid for work that was not passed on, in one token', () => {
  const all = [
    pyramid(at(1), { payee: at(2), margin: 5n, parts: [{ payee: at(3), margin: 30n }] }, 10),
    pyramid(at(4), { payee: at(3), margin: 10n }, 10),
  ]
  expect(payersConcentration(engagementsIn(all), token)).toMatchObject({ payers: 2, total: 40n, index: 6_250, largest: 7_500 })
  expect(payersConcentration(engagementsIn(all), at(77))).toBeNull()
})

test('Q43 what came to a level is what it kept and what it passed down, to the last unit, and nothing is lost between levels', () => {
  fc.assert(
    fc.property(pyramids, (all) => {
      const { engagements, washed } = countedEngagements(engagementsIn(all), window)
      const heights = heightsOf({ engagements, washed })
      const rows = passedDown(engagements, heights)
      for (const { came, kept, passed, share } of rows) {
        expect(kept + passed).toBe(came)
        expect(BigInt(share) * came <= 10_000n * passed && BigInt(share + 1) * came > 10_000n * passed).toBe(true)
      }
      const below = engagements.filter(({ above }) => above !== null).reduce((sum, { paid }) => sum + paid, 0n)
      expect(rows.reduce((sum, { passed }) => sum + passed, 0n)).toBe(below)
    }),
    { numRuns: 60 },
  )
  const one = engagementsIn([pyramid(at(1), { payee: at(2), margin: 1n, parts: [{ payee: at(3), margin: 3n }] }, 10)])
  const none: ReadonlyMap<Address, number> = new Map()
  expect(passedDown(one, none)).toMatchObject([{ height: 1, came: 4n, kept: 1n, passed: 3n, share: 7_500 }])
})
