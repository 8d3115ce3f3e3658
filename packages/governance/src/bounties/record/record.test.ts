import { address, type Address, type Agreement, bountyIdOf, noBounty } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BountyBook, emptyBook, withPlaces } from '../escrow/bountyRecord.ts'
import { foldBounty } from '../escrow/foldBounties.ts'
import { placesOfSplit } from '../escrow/leafStanding.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { bountyHeight, levelsOf } from './levels.ts'
import { trackRecord, washRings } from './trackRecord.ts'

const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const [a, b, c, d, e] = [at(1), at(2), at(3), at(4), at(5)]
const window = { from: 100, until: 200 }
const token = at(0)

const agreementOf = (issuer: Address, hunter: Address, amount: bigint, nonce: bigint): Agreement => ({
  issuer,
  hunter,
  token,
  amount,
  termsHash: noBounty,
  deliverBy: 0,
  reviewPeriod: 0,
  reviewer: issuer,
  arbiter: at(9),
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 0,
  nonce,
})

/** One bounty paid in full at a time, split among some. */
const paid = (
  book: BountyBook,
  issuer: Address,
  hunter: Address,
  when: number,
  parts: readonly Address[] = [],
  released = 10n,
): BountyBook => {
  const agreement = agreementOf(issuer, hunter, 10n, BigInt(book.bounties.size))
  const id = bountyIdOf(1n, at(0xe5), agreement)
  const funded = foldBounty(book, { kind: 'funded', id, agreement }, 0)
  const done = foldBounty(funded, { kind: 'released', id, released, margin: 0n, releasedAt: when }, when)
  const record = done.bounties.get(id)
  if (record === undefined) throw new RangeError('funded')
  const leaves = parts.map((payee) => ({ payee, amount: 1n, agreement: noBounty }))
  return { ...done, bounties: new Map(done.bounties).set(id, withPlaces(record, placesOfSplit(id, 1, leaves))) }
}

test('Q12 a track record is what was released in the window, told apart by how it ended', () => {
  const one = paid(paid(paid(emptyBook, a, b, 150), a, b, 199, [], 4n), a, b, 200)
  const record = trackRecord(one, b, window)
  expect(record).toMatchObject({ hunted: 2, whole: 1, partial: 1, nothing: 0, issued: 0 })
  expect([record.earned.get(token), trackRecord(one, a, window).paid.get(token)]).toEqual([14n, 14n])
  expect(trackRecord(one, b, { from: 0, until: 100 }).hunted).toBe(0)
})

test('Q13 G9: bounties that pay each other in a ring make no record and no level, whoever else the ring works with', () => {
  const honest = paid(emptyBook, a, b, 150, [c])
  const ring = paid(paid(paid(honest, c, d, 150), d, e, 151), e, c, 152)
  expect(trackRecord(ring, d, window)).toMatchObject({ hunted: 0, issued: 0 })
  expect(trackRecord(ring, b, window)).toMatchObject({ hunted: 1 })
  expect(Object.fromEntries(levelsOf(ring, window))).toEqual({ [b]: 2, [c]: 1 })
  const apart = paid(paid(paid(honest, c, d, 150), d, e, 151), e, c, 300)
  expect(trackRecord(apart, d, window)).toMatchObject({ hunted: 1, issued: 1 })
  expect(trackRecord(paid(emptyBook, a, b, 150, [a]), b, window).hunted).toBe(0)
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

test('Q14 a bounty is as high as its highest part, and a level is one above the highest bounty that was taken in the window', () => {
  const book = paid(emptyBook, a, b, 150, [c, d])
  const [id, record] = [...book.bounties][0] ?? []
  if (id === undefined || record === undefined) throw new RangeError('one')
  const deep = withPlaces(record, placesOfSplit(leafKeyOf(id, 1, 0), 1, [{ payee: e, amount: 1n, agreement: noBounty }]))
  expect([bountyHeight(record), bountyHeight(deep)]).toEqual([1, 2])
  const levels = levelsOf({ ...book, bounties: new Map([[id, deep]]) }, window)
  expect([b, c, d, e].map((who) => levels.get(who))).toEqual([3, 2, 1, 1])
  expect(levelsOf(book, { from: 151, until: 160 }).size).toBe(0)
})
