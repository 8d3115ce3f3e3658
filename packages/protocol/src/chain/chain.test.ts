import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash0x } from '../fixtures/entries.ts'
import type { Member } from '../eip712/types.ts'
import type { Address, DecisionId, SpaceId } from '../ids.ts'
import { daoSpaceOf, lobbySpaceOf, lobbyViewOf, rosterHashOf, spaceTagOf, viewOf } from '../spaces/spaces.ts'
import { type ChainFact, emptyCut, extendCut } from './events.ts'
import { chainIdentityBytes, daoIdOf } from './identity.ts'

const dao = `0x${'ab'.repeat(20)}` as Address
const enacted = (n: number): ChainFact => ({ kind: 'enacted', decision: hash0x(`${n}`) as DecisionId, transaction: hash0x('t') })
const facts: readonly ChainFact[] = [
  { kind: 'rosterChanged', epoch: 1, members: [{ account: dao, kind: 0, power: 1n, shares: 2n }] },
  enacted(1),
  enacted(2),
  { kind: 'revoked', member: dao, minRevision: 5n },
  { kind: 'ragequit', member: dao, shares: 7n, full: true },
]
const rootOf = (list: readonly ChainFact[]) => list.reduce(extendCut, emptyCut).eventRoot

test('P14/D12: the event root counts facts in order: same facts same root, any other history another', () => {
  const root = rootOf(facts)
  expect(rootOf(structuredClone(facts) as ChainFact[])).toBe(root)
  expect(facts.reduce(extendCut, emptyCut).count).toBe(facts.length)
  fc.assert(
    fc.property(fc.shuffledSubarray([...facts]), (other) => {
      const same = other.length === facts.length && other.every((fact, i) => fact === facts[i])
      expect(rootOf(other) === root).toBe(same)
    }),
  )
  expect(rootOf([...facts.slice(0, -1), { kind: 'ragequit', member: dao, shares: 8n, full: true }])).not.toBe(root)
})

test('P15/C10: sandboxes share chain ids, so the first block is part of every space', () => {
  const here = { chainId: 31_337n, genesisHash: hash0x('one') }
  const there = { ...here, genesisHash: hash0x('two') }
  const secret = new Uint8Array(32)
  expect(chainIdentityBytes(here)).not.toEqual(chainIdentityBytes(there))
  const ids = [
    daoSpaceOf(here, dao),
    daoSpaceOf(there, dao),
    daoSpaceOf({ ...here, chainId: 1n }, dao),
    lobbySpaceOf(here, secret),
    lobbySpaceOf(there, secret),
    lobbySpaceOf(here, secret.with(0, 1)),
  ]
  expect(new Set(ids).size).toBe(ids.length)
  expect(daoIdOf(1n, dao)).toBe(`eip155:1:${dao}`)
})

test('P15: a view changes with the space, the event index and every field of the roster', () => {
  const space = 'aa'.repeat(32) as SpaceId
  const seat: Member = { account: dao, kind: 0, power: 1n, shares: 1n }
  const view = (members: readonly Member[], index = 0, of = space) => viewOf([{ space: of, index, rosterHash: rosterHashOf(members) }])
  const other = `0x${'cd'.repeat(20)}` as Address
  const ids = [
    view([seat]),
    view([seat], 1),
    view([seat], 0, 'bb'.repeat(32) as SpaceId),
    view([{ ...seat, account: other }]),
    view([{ ...seat, kind: 1 }]),
    view([{ ...seat, power: 2n }]),
    view([{ ...seat, shares: 2n }]),
    view([]),
    lobbyViewOf(space),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})

test('P15: a space’s tag is another one in each direction and between each two peers', () => {
  const space = 'aa'.repeat(32) as SpaceId
  const tags = [
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'c'],
    ['ab', ''],
    ['', 'ab'],
  ].map(([from = '', to = '']) => spaceTagOf(space, from, to).join())
  expect(new Set(tags).size).toBe(tags.length)
})
