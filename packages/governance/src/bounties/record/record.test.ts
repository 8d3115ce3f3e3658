import { type Address, type BountyFact, noBounty } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyBook, withPlaces } from '../escrow/bountyRecord.ts'
import { foldBounty } from '../escrow/foldBounties.ts'
import { foldBountyPage } from '../escrow/foldBountyPage.ts'
import { placesOfSplit } from '../escrow/leafStanding.ts'
import { countedEngagements, partOff } from './countedEngagements.ts'
import { engagementsOf } from './engagements.ts'
import { agreementOf, at, bookOf, engagementsIn, type Part, pyramid, token } from './fixtures.ts'
import { heightsOf, levelsOf } from './levels.ts'
import { trackRecordsOf } from './trackRecord.ts'
import { washRings } from './washRings.ts'

const [a, b, c, d, e] = [at(1), at(2), at(3), at(4), at(5)]
const window = { from: 100, until: 200 }
const hand = (payee: Address, margin = 10n): Part => ({ payee, margin })
const counted = (pyramids: Parameters<typeof engagementsIn>[0]) => countedEngagements(engagementsIn(pyramids), window)
const levels = (pyramids: Parameters<typeof engagementsIn>[0]) => Object.fromEntries(levelsOf(counted(pyramids)))

/** As it was paid in part: of 10 only 4. */
const inPart = (issuer: Address, hunter: Address, when: number) => {
  const { id, facts } = pyramid(issuer, hand(hunter), when)
  return { id, facts: facts.map((fact): BountyFact => (fact.kind === 'released' ? { ...fact, released: 4n, margin: 4n } : fact)) }
}

test('Q12 a track record is what was settled in the window, told apart by how it ended', () => {
  const facts = [pyramid(a, hand(b), 150), inPart(a, b, 199), pyramid(a, hand(b), 200), pyramid(a, hand(b), null)]
  const records = trackRecordsOf(counted(facts))
  expect(records.get(b)).toMatchObject({ hunted: 2, whole: 1, partial: 1, nothing: 0, issued: 0 })
  expect([records.get(b)?.earned.get(token), records.get(a)?.paid.get(token)]).toEqual([14n, 14n])
  expect(trackRecordsOf(countedEngagements(engagementsIn(facts), { from: 0, until: 100 })).size).toBe(0)
})

test('Q12 Q40 who did a part of a pyramid has it in its record by what the chain paid, without anything that was handed over', () => {
  const top = { payee: b, margin: 3n, parts: [{ payee: c, margin: 2n, parts: [hand(d, 5n)] }, hand(e, 7n)] }
  const records = trackRecordsOf(counted([pyramid(a, top, 150)]))
  const money = (who: Address) => [records.get(who)?.earned.get(token) ?? 0n, records.get(who)?.paid.get(token) ?? 0n]
  expect([a, b, c, d, e].map(money)).toEqual([
    [0n, 17n],
    [17n, 14n],
    [7n, 5n],
    [5n, 0n],
    [7n, 0n],
  ])
  expect(records.get(c)).toMatchObject({ hunted: 1, issued: 1, whole: 1 })
})

test('Q40 an engagement shown by its leaf and one told by its payment are the same one', () => {
  const told = pyramid(a, { payee: b, margin: 3n, parts: [hand(c, 5n), hand(d, 7n)] }, 150)
  const record = bookOf([told]).bounties.get(told.id)
  if (record === undefined) throw new RangeError('funded')
  const subs = [agreementOf(b, c, 5n), agreementOf(b, d, 9n)]
  const leaves = [
    { payee: c, amount: 5n, agreement: noBounty },
    { payee: d, amount: 9n, agreement: noBounty },
  ]
  const shown = engagementsOf(withPlaces(record, placesOfSplit(told.id, 1, leaves, subs)))
  const plain = engagementsOf(record)
  expect(shown.map(({ key, paid }) => [key, paid])).toEqual(plain.map(({ key, paid }) => [key, paid]))
  expect(shown.map(({ amount }) => amount)).toEqual([15n, 5n, 9n])
  expect(plain.map(({ amount, kept }) => [amount, kept])).toEqual([
    [15n, 3n],
    [5n, 5n],
    [7n, 7n],
  ])
})

test('Q13 G9: engagements that pay each other in a ring make no record and no level, whoever else the ring works with', () => {
  const honest = pyramid(a, { payee: b, margin: 1n, parts: [hand(c)] }, 150)
  const ring = [pyramid(c, hand(d), 150), pyramid(d, hand(e), 151), pyramid(e, hand(c), 152)]
  const records = trackRecordsOf(counted([honest, ...ring]))
  expect([records.get(d), records.get(e)]).toEqual([undefined, undefined])
  expect(records.get(c)).toMatchObject({ hunted: 1, issued: 0 })
  expect(levels([honest, ...ring])).toEqual({ [a]: 2, [b]: 1, [c]: 0 })
  const apart = trackRecordsOf(counted([honest, ...ring.slice(0, 2), pyramid(e, hand(c), 300)]))
  expect(apart.get(d)).toMatchObject({ hunted: 1, issued: 1 })
  expect(levels([pyramid(a, { payee: b, margin: 1n, parts: [hand(a)] }, 150)])).toEqual({})
})

test('Q13 Q14 G9: passing work round inside a pyramid lifts nobody', () => {
  const straight = pyramid(a, { payee: b, margin: 1n, parts: [hand(d)] }, 150)
  const round = pyramid(
    a,
    { payee: b, margin: 1n, parts: [{ payee: c, margin: 1n, parts: [{ payee: b, margin: 1n, parts: [hand(d)] }] }] },
    150,
  )
  expect(levels([straight])).toEqual({ [a]: 2, [b]: 1, [d]: 0 })
  expect(levels([round])).toEqual({ [a]: 2, [b]: 1, [d]: 0 })
})

test('Q13 rings are exactly the accounts from which money can come back', () => {
  const edge = fc.tuple(fc.integer({ min: 1, max: 8 }).map(at), fc.integer({ min: 1, max: 8 }).map(at))
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 14 }), (edges) => {
      const reach = (from: Address): Set<Address> => {
        const seen = new Set<Address>()
        const walk = (here: Address): void => {
          for (const [x, y] of edges) if (x === here && !seen.has(y)) walk((seen.add(y), y))
        }
        walk(from)
        return seen
      }
      const rings = washRings(edges)
      for (let n = 1; n <= 8; n++)
        for (let m = 1; m <= 8; m++) {
          const together = rings.has(at(n)) && rings.get(at(n)) === rings.get(at(m))
          expect(together).toBe(reach(at(n)).has(at(m)) && reach(at(m)).has(at(n)))
        }
    }),
    { numRuns: 150 },
  )
  const long = Array.from({ length: 20_000 }, (_, i) => [at(i + 1), at(i + 2)] as const)
  expect(washRings(long).size).toBe(0)
})

test('Q14 a level is how far the hands are: 0 who does the work, and one more for each who passed it on, up to who paid for it', () => {
  const top = { payee: b, margin: 1n, parts: [{ payee: c, margin: 1n, parts: [hand(e)] }, hand(d)] }
  expect(levels([pyramid(a, top, 150)])).toEqual({ [a]: 3, [b]: 2, [c]: 1, [d]: 0, [e]: 0 })
  expect(levels([pyramid(a, top, 99)])).toEqual({})
  expect(levels([inPart(a, b, 150)])).toEqual({ [a]: 1, [b]: 0 })
})

test('Q14 a bounty paid in apart counts below the one that it names, where who took that one pays for it, and not for others', () => {
  const upper = pyramid(a, hand(b), 150)
  const below = pyramid(b, hand(c), 150, { parent: upper.id })
  const foreign = pyramid(d, { payee: e, margin: 1n, parts: [hand(c)] }, 150, { parent: upper.id })
  expect(levels([upper, below])).toEqual({ [a]: 2, [b]: 1, [c]: 0 })
  expect(levels([upper, foreign])).toMatchObject({ [a]: 1, [b]: 0, [d]: 2 })
})

test('Q14 heights end and fit whatever engagements say of each other, also where they go round or are very deep', () => {
  const count = fc.integer({ min: 2, max: 9 })
  const one = fc.record({ payer: count.map(at), payee: count.map(at), agreement: count, parent: fc.option(count) })
  const [plain] = engagementsIn([pyramid(a, hand(b), 150)])
  if (plain === undefined) throw new RangeError('one')
  const keyOf = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as const
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (all) => {
      const engagements = all.map(({ payer, payee, agreement, parent }, i) => ({
        ...plain,
        key: keyOf(100 + i),
        payer,
        payee,
        agreement: keyOf(agreement),
        parent: parent === null ? null : keyOf(parent),
      }))
      const parted = partOff(engagements)
      const heights = heightsOf(parted)
      expect(heights.size).toBe(engagements.length)
      // What goes round is washed and adds nothing: no height above the number of accounts.
      for (const height of heights.values()) expect(height).toBeLessThan(9)
    }),
    { numRuns: 200 },
  )
  const deep = Array.from({ length: 20_000 }, (_, i) => ({
    ...plain,
    key: keyOf(i),
    payer: at(i + 1),
    payee: at(i + 2),
    agreement: keyOf(i),
    parent: i === 0 ? null : keyOf(i - 1),
  }))
  expect(levelsOf(partOff(deep)).get(at(1))).toBe(20_000)
})

test('Q40 facts folded by pages make the book that they make one by one', () => {
  const all = [pyramid(a, { payee: b, margin: 1n, parts: [hand(c)] }, 150), pyramid(c, hand(d), null), inPart(a, e, 120)]
    .flatMap(({ facts }) => facts)
    .concat([
      { kind: 'credited', vault: token, account: a, amount: 3n },
      { kind: 'claimed', vault: token, account: a, recipient: a, amount: 3n },
      { kind: 'credited', vault: token, account: b, amount: 4n },
    ])
  const single = all.reduce((book, fact) => foldBounty(book, fact, 7), emptyBook)
  fc.assert(
    fc.property(fc.array(fc.nat(all.length), { maxLength: 4 }), (cuts) => {
      const ends = [...cuts.toSorted((x, y) => x - y), all.length]
      let [book, from] = [emptyBook, 0]
      for (const end of ends) {
        book = foldBountyPage(
          book,
          all.slice(from, end).map((fact) => ({ fact, at: 7 })),
        )
        from = end
      }
      expect(book).toEqual(single)
    }),
    { numRuns: 30 },
  )
})
