import { predictDaoAddress } from '@daomesh/chain'
import { keys, registersOf } from '@daomesh/governance'
import {
  type Address,
  address,
  type Cbor,
  type DealOpening,
  dealSpaceOf,
  daoSpaceOf,
  type DealParty,
  type SpaceId,
  toRecord,
} from '@daomesh/protocol'
import { createSeededRandom, createVirtualClock } from '@daomesh/testing'
import { expect, test } from 'vitest'
import { createChanges } from '../changes/createChanges.ts'
import type { NodeContext } from '../context.ts'
import { chain, factory, genesisOf, memoryChain, people } from '../fixtures/home.ts'
import { escrowOf } from './escrowOf.ts'
import { followDeals } from './followDeals.ts'
import { mostNoted } from './notesToOpen.ts'

const self = address.parse(people[0]?.address)
const genesis = genesisOf(people.slice(0, 2))
const dao = predictDaoAddress(factory, genesis)
const own: DealParty = { kind: 'dao', dao, factory, genesis }
const openingOf = (n: number, escrow = escrowOf()): DealOpening => ({
  v: 1,
  chain,
  escrow,
  issuer: own,
  hunter: { kind: 'person', account: address.parse(`0x${'b0'.repeat(20)}`) },
  subject: { post: null, title: 'Lamp', brief: '', tags: [], reward: null, deadline: 0 },
  nonce: n.toString(16).padStart(32, '0'),
})

/** What a member noted: as a register of the DAO's space holds it. */
const noteOf = (opening: DealOpening, by: Address = self, depth = 1) => ({
  key: keys.joinedDeal(dealSpaceOf(opening)),
  value: { opening: toRecord(opening) as Cbor, by, depth, entry: 'ab'.repeat(32), at: 1 },
})
type Note = ReturnType<typeof noteOf>

/** As much of a node as its follower of deals asks: in a real one every member checks its own notes, so that a bad one cannot be had by its commands. */
const nodeWith = (notes: readonly Note[]) => {
  const noted = registersOf(notes)
  const space = {
    id: daoSpaceOf(chain, dao),
    record: { type: 'dao', chain, dao },
    view: () => ({ members: new Set([self]) }),
    registers: () => noted,
    unlocked: () => false,
  }
  const deals = new Map<SpaceId, { readonly answer: () => void }>()
  const heard: unknown[] = []
  const clock = createVirtualClock()
  const hear = (event: string, facts?: object): void => void heard.push({ event, ...facts })
  const open = (record: { readonly space: SpaceId; readonly opening: DealOpening }): void => {
    let registers = registersOf([])
    const outside = { members: new Set(), through: new Map() }
    const answer = (): void => {
      registers = registersOf([{ key: keys.dealDeclined('issuer'), value: { side: 'issuer', depth: 1 } }])
    }
    const deal = {
      id: record.space,
      record,
      registers: () => registers,
      view: () => outside,
      unlocked: () => false,
      arbiters: () => new Set(),
      sidesOf: () => new Set(),
      answer,
    }
    deals.set(record.space, deal)
  }
  const changes = createChanges(createSeededRandom('notes'))
  const node = {
    adapters: {
      clock,
      logger: { debug: hear, info: hear, warn: hear, error: hear },
      network: { handle: () => undefined, peers: () => [] },
      chain: { client: { profile: memoryChain.profile } },
      deviceKey: { device: '' },
    },
    account: { current: () => self, required: () => self },
    changes,
    chainView: { now: () => 1 },
    bounties: { isFunded: () => false },
    reach: { remember: () => undefined, spaceAdded: () => undefined },
    spaces: {
      daos: () => [space],
      deals: () => [...deals.values()],
      all: () => [],
      find: (id: SpaceId) => (id === space.id ? { ...space } : deals.get(id)),
      add: (record: Parameters<typeof open>[0]) => Promise.resolve(open(record)),
      deal: (id: SpaceId) => deals.get(id),
    },
  } as unknown as NodeContext
  return { node, clock, heard, deals, changes }
}

test('M72 a note that leads nowhere, by whichever member, keeps no deal behind it from the others', async () => {
  const notes = [openingOf(1, address.parse(`0x${'e5'.repeat(20)}`)), openingOf(2), openingOf(3)]
  const { node, clock, heard, deals } = nodeWith(notes.map((opening) => noteOf(opening)))
  const stop = followDeals(node)
  await clock.advance(60_000)
  stop()
  expect([...deals.keys()].toSorted()).toEqual(notes.slice(1).map(dealSpaceOf).toSorted())
  // What can never be opened here is said once.
  expect(heard).toMatchObject([{ event: 'deal.unfollowed', code: 'DEAL_CHAIN' }])
})

test('M332 N4 of one member’s notes so many deals are opened as nobody has answered, the earliest first; others’ are opened all the same', async () => {
  const mallory = address.parse(`0x${'aa'.repeat(20)}`)
  const many = Array.from({ length: 3 * mostNoted }, (_, n) => openingOf(n))
  const honest = openingOf(9_999)
  const notes = [...many.map((opening, n) => noteOf(opening, mallory, n)), noteOf(honest, self, 5_000)]
  const { node, clock, deals } = nodeWith(notes)
  const stop = followDeals(node)
  await clock.advance(60_000)
  const first = many.slice(0, mostNoted).map(dealSpaceOf)
  expect([...deals.keys()].toSorted()).toEqual([...first, dealSpaceOf(honest)].toSorted())
  // Whoever of the DAO answers or breaks off makes room.
  for (const id of first.slice(0, 3)) deals.get(id)?.answer()
  await clock.advance(60_000)
  stop()
  expect([...deals.keys()].toSorted()).toEqual([...many.slice(0, mostNoted + 3).map(dealSpaceOf), dealSpaceOf(honest)].toSorted())
})
