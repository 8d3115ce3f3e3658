import { keys, type RegisterEntry, registersOf } from '@daomesh/governance'
import { address, type Agreement, bountyIdOf, type Cbor, noBounty, type SpaceId, toRecord } from '@daomesh/protocol'
import { escrowAddress, sandboxProfile } from '@daomesh/chain'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createBountyDesk } from './createBountyDesk.ts'
import { createTakePlaces } from './takePlaces.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [ada, ben, cleo] = [at('a1'), at('b0'), at('c2')]
const agreed = (nonce: bigint, issuer = ada, hunter = ben): Agreement => ({
  issuer,
  hunter,
  token: at('00'),
  amount: 10n,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: issuer,
  arbiter: cleo,
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce,
})
const spaceId = 'd0' as SpaceId
const identity = { chainId: 1n, genesisHash: noBounty }
const rootOf = (nonce: bigint) => bountyIdOf(1n, escrowAddress(), agreed(nonce))

/** What Ben told of a part of a bounty, as the fold keeps it. */
const placeOf = (nonce: bigint, depth: number) => {
  const part = agreed(nonce, ben, cleo)
  const place = {
    root: agreed(nonce),
    levels: [{ split: 1, index: 0, leaves: [{ agreement: part, planned: null }], signature: '0x' }],
    terms: null,
  }
  const value = { by: ben, entry: 'e', at: 0, depth, root: rootOf(nonce), node: noBounty, place: toRecord(place) as Cbor }
  return { key: keys.dealPlace(bountyIdOf(1n, escrowAddress(), part), ben), value }
}

const open = (escrow = escrowAddress()) => {
  const bountyFacts = () => Promise.reject(new Error('nobody asks the chain'))
  const desk = createBountyDesk({
    client: { profile: sandboxProfile(identity, at('fa')), bountyFacts },
    meta: memoryMeta(),
    termsOf: () => null,
    recover: () => null,
  })
  const told: RegisterEntry[] = []
  const take = createTakePlaces(desk)
  return { desk, told, look: () => take({ id: spaceId, record: { opening: { escrow } }, registers: () => registersOf(told) }) }
}

test('M151 what a deal told is taken in once, and anew where it changed', () => {
  const { desk, told, look } = open()
  expect(look()).toBe(false)
  told.push(placeOf(1n, 1))
  expect([look(), look()]).toEqual([true, false])
  expect(desk.bundle(rootOf(1n))?.splits).toHaveLength(1)
  told[0] = { ...placeOf(1n, 2) }
  expect([look(), look()]).toEqual([true, false])
})

test('M151 of one deal the newest 256 places are here, however many it tells, and what made room leaves nothing', () => {
  const { desk, told, look } = open()
  for (let nonce = 0; nonce < 300; nonce++) {
    told.push(placeOf(BigInt(nonce), nonce))
    look()
  }
  expect(desk.bundled()).toHaveLength(256)
  expect([desk.bundle(rootOf(43n)), desk.bundle(rootOf(44n))?.splits.length]).toEqual([null, 1])
})

test('M151 a deal about another escrow tells nothing, and is no news at each look', () => {
  const { desk, told, look } = open(at('ee'))
  told.push(placeOf(1n, 1))
  expect([look(), look(), desk.bundled()]).toEqual([false, false, []])
})
