import { type Address, memberKinds } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { genesis, seat } from '../fixtures/dao.ts'
import { genesisState } from '../facts/chainState.ts'
import { powerClusters } from './powerClusters.ts'
import { type PowerTie, powerTies } from './powerTies.ts'

const at = (n: number) => `0x${n.toString(16).padStart(40, '0')}` as Address
const person = seat(at(999), 3n)
const daoOf = (...members: readonly (readonly [number, bigint])[]) =>
  genesisState({
    ...genesis,
    members: [person, ...members.map(([n, power]) => seat(at(n), power, 0n, memberKinds.contract))].toSorted((a, b) =>
      a.account < b.account ? -1 : 1,
    ),
  })
const tie = (dao: number, member: number, share = 100_000n): PowerTie => ({
  dao: at(dao),
  member: at(member),
  power: 1n,
  total: 10n,
  share,
  mutual: false,
})
/** Everybody tied to everybody. */
const clique = (...daos: readonly number[]) => daos.flatMap((a) => daos.filter((b) => b > a).map((b) => tie(a, b)))

test('Q65 a tie weighs the part of all power that a DAO has in another one; both ways it is a partnership', () => {
  const ties = powerTies(
    new Map([
      [at(1), daoOf([2, 1n], [77, 9n])],
      [at(2), daoOf([1, 2n])],
      [at(3), daoOf([1, 1n], [2, 0n])],
    ]),
  )
  // 77 is no DAO that is known, and power 0 is none.
  expect(ties.map(({ dao, member, share, mutual }) => [dao, member, share, mutual])).toEqual([
    [at(2), at(1), 400_000n, true],
    [at(3), at(1), 250_000n, false],
    [at(1), at(2), 76_923n, true],
  ])
})

test('Q66 two groups with one weak tie between them are two clusters; what has no tie is in none', () => {
  const ties = [...clique(1, 2, 3, 4), ...clique(5, 6, 7), tie(4, 5, 10_000n)]
  expect(powerClusters(ties)).toEqual([
    { daos: [1, 2, 3, 4].map(at), inside: 9_917 },
    { daos: [5, 6, 7].map(at), inside: 9_836 },
  ])
  expect(powerClusters([])).toEqual([])
  expect(powerClusters([tie(1, 2)])).toEqual([{ daos: [at(1), at(2)], inside: 10_000 }])
})

test('Q66 a ring of thirty cliques, the known case, is told apart as far as modularity can', () => {
  const cliques = Array.from({ length: 30 }, (_, k) => clique(...[1, 2, 3, 4, 5].map((n) => 5 * k + n)))
  const ring = cliques.map((_, k) => tie(5 * k + 1, 5 * ((k + 1) % 30) + 3))
  const found = powerClusters([...cliques.flat(), ...ring])
  // Fortunato, Barthélemy, Resolution limit in community detection, 2007: pairs of cliques are joined, no clique is cut.
  for (const { daos } of found) expect(daos.length % 5).toBe(0)
  expect(found.flatMap(({ daos }) => daos)).toHaveLength(150)
})

test('Q66 the same ties in another order, or told as two halves, are the same clusters', () => {
  const some = fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.bigInt(1n, 1_000_000n)), { maxLength: 20 })
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (drawn, order) => {
      const ties = drawn.map(([a, b, share]) => tie(a, b, 2n * share))
      const stirred = ties.map((one) => [order.next().value ?? 0, one] as const).toSorted(([a], [b]) => a - b)
      const clusters = powerClusters(ties)
      expect(powerClusters(stirred.map(([, one]) => one))).toEqual(clusters)
      const halves = ties.flatMap((one) => [
        { ...one, share: one.share / 2n },
        { ...one, dao: one.member, member: one.dao, share: one.share / 2n },
      ])
      expect(powerClusters(halves)).toEqual(clusters)
      // Nobody is in two.
      const daos = clusters.flatMap((one) => one.daos)
      expect(new Set(daos).size).toBe(daos.length)
    }),
    { numRuns: 100 },
  )
})
