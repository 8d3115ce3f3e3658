import { predictDaoAddress } from '@daomesh/chain'
import { keys } from '@daomesh/governance'
import { address, type DealOpening, dealSpaceOf, daoSpaceOf, type DealParty, type SpaceId, toRecord } from '@daomesh/protocol'
import { createSeededRandom, createVirtualClock } from '@daomesh/testing'
import { expect, test } from 'vitest'
import { createChanges } from '../changes/createChanges.ts'
import type { NodeContext } from '../context.ts'
import { chain, factory, genesisOf, memoryChain, people } from '../fixtures/home.ts'
import { escrowOf } from './escrowOf.ts'
import { followDeals } from './followDeals.ts'

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

test('M72 a note that leads nowhere, by whichever member, keeps no deal behind it from the others', async () => {
  const notes = [openingOf(1, address.parse(`0x${'e5'.repeat(20)}`)), openingOf(2), openingOf(3)]
  const values = notes.map((opening) => ({ key: keys.joinedDeal(dealSpaceOf(opening)), value: { opening: toRecord(opening) } }))
  const space = {
    id: daoSpaceOf(chain, dao),
    record: { type: 'dao', chain, dao },
    view: () => ({ members: new Set([self]) }),
    registers: () => ({ get: () => undefined, entries: (prefix: string) => values.filter(({ key }) => key.startsWith(prefix)) }),
  }
  const added: SpaceId[] = []
  const heard: unknown[] = []
  const clock = createVirtualClock()
  const hear = (event: string, facts?: object): void => void heard.push({ event, ...facts })
  // As much of a node as its follower of deals asks: in a real one every member checks its own notes, so that a bad one cannot be had by its commands.
  const node = {
    adapters: {
      clock,
      logger: { debug: hear, info: hear, warn: hear, error: hear },
      network: { handle: () => undefined, peers: () => [] },
      chain: { client: { profile: memoryChain.profile } },
      deviceKey: { device: '' },
    },
    account: { current: () => self, required: () => self },
    changes: createChanges(createSeededRandom('notes')),
    reach: { remember: () => undefined, spaceAdded: () => undefined },
    spaces: {
      daos: () => [space],
      deals: () => [],
      all: () => [],
      find: (id: SpaceId) => (id === space.id ? space : added.includes(id) ? {} : undefined),
      add: (record: { readonly space: SpaceId }) => Promise.resolve(void added.push(record.space)),
      deal: () => ({}),
    },
  } as unknown as NodeContext
  const stop = followDeals(node)
  await clock.advance(60_000)
  stop()
  expect(added).toEqual(notes.slice(1).map(dealSpaceOf))
  // What can never be opened here is said once.
  expect(heard).toMatchObject([{ event: 'deal.unfollowed', code: 'DEAL_CHAIN' }])
})
