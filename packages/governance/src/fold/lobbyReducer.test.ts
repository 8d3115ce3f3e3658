import { daomeshDomain, genesisHashOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, cat, chain, dao, entryOf, factory, genesis, genesisView, openingOf, recover } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { foundingOf, lobbyState } from '../selectors/lobbyState.ts'
import { daoReducer } from './daoReducer.ts'
import { lobbyReducer } from './lobbyReducer.ts'

const reduce = lobbyReducer({ chain, recover })
const view = { ...genesisView, members: null }
const propose = (member = ann, one = genesis) => entryOf(member, 'lobby.propose', { v: 1, factory, genesis: one })
const cosign = (member: typeof ann, signer = member, at = factory, one = genesis) =>
  entryOf(member, 'lobby.cosign', {
    v: 1,
    genesisHash: genesisHashOf(one),
    signature: signTyped(signer, daomeshDomain(chain.chainId, at), 'Genesis', one),
  })
const joined = [ann, ben, cat].map((one) => openingOf(one))
const stateOf = (...entries: ReturnType<typeof propose>[]) => lobbyState(foldAll(reduce, [...joined, ...entries], view), { chain, recover })

test('L1: a founding for another chain is refused', () => {
  for (const wrong of [
    { ...genesis, chainId: 1n },
    { ...genesis, chainGenesis: `0x${'00'.repeat(32)}` as const },
  ])
    expect(reduce(propose(ann, wrong), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_BODY' })
})

test('L1: records of a DAO do not belong in a lobby', () => {
  const entry = entryOf(ann, 'draft.open', { v: 1, draft: 'a'.repeat(32), title: 'x' })
  expect(reduce(entry, view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
})

test('L2: a founding is complete when everybody in it signed it for its factory', () => {
  const some = stateOf(propose(), cosign(ann), cosign(ben))
  expect(some.proposals[0]).toMatchObject({ complete: false, missing: [cat.address], proposed: [{ by: ann.address }], genesis })
  expect(foundingOf(some, new Set([ann.address]))).toBeNull()
  const all = stateOf(propose(), cosign(ann), cosign(ben), cosign(cat))
  expect(foundingOf(all, new Set([ann.address]))?.genesisHash).toBe(genesisHashOf(genesis))
  expect(foundingOf(all, new Set([ann.address]))?.signed.map((one) => one.member)).toEqual([ann.address, ben.address, cat.address])
  expect(all.members.map((member) => member.account)).toEqual([ann.address, ben.address, cat.address])
})

test('L2: signatures by others, for another factory or another genesis count for nobody', () => {
  const other = `0x${'22'.repeat(20)}` as typeof factory
  const changed = { ...genesis, name: 'Mesh Worms' }
  const state = stateOf(propose(), cosign(ann, ben), cosign(ben, ben, other), cosign(cat, cat, factory, changed))
  expect(state.proposals[0]?.missing).toEqual([ann.address, ben.address, cat.address])
})

test('L2: a wrong signature first does not block the right one, whatever order they come in', () => {
  const entries = [propose(), cosign(ann, ben), cosign(ann), cosign(ben), cosign(cat)]
  expect(foundingOf(stateOf(...entries), new Set([ann.address]))).not.toBeNull()
  expect(foundingOf(stateOf(...entries.toReversed()), new Set([ann.address]))).toEqual(
    foundingOf(stateOf(...entries), new Set([ann.address])),
  )
})

test('L3: a founding that the contract would refuse is shown with its problems and is never the one to deploy', () => {
  const broken = { ...genesis, rules: { ...genesis.rules, gracePeriod: genesis.rules.votingPeriod + 1 } }
  const state = stateOf(
    propose(ann, broken),
    cosign(ann, ann, factory, broken),
    cosign(ben, ben, factory, broken),
    cosign(cat, cat, factory, broken),
  )
  expect(state.proposals[0]).toMatchObject({ complete: true, problems: [{ key: 'genesis.gracePeriod' }] })
  expect(foundingOf(state, new Set([ann.address]))).toBeNull()
})

test('L3/D9: what one founds alone in a lobby stops nobody else, whatever its hash', () => {
  const joint = [propose(), cosign(ann), cosign(ben), cosign(cat)]
  // Salts are free, so whoever wants a lower hash finds one.
  const salts = Array.from({ length: 64 }, (_, i) => i)
  const alone = salts
    .map((i) => ({
      ...genesis,
      members: genesis.members.filter(({ account }) => account === cat.address),
      salt: `0x${i.toString(16).padStart(64, '0')}` as const,
    }))
    .find((one) => genesisHashOf(one) < genesisHashOf(genesis))
  if (alone === undefined) throw new RangeError('one of 64 hashes is lower')
  const state = stateOf(...joint, propose(cat, alone), cosign(cat, cat, factory, alone))
  expect(state.foundings.map(({ genesisHash }) => genesisHash)).toEqual([genesisHashOf(alone), genesisHashOf(genesis)])
  for (const member of [ann, ben]) expect(foundingOf(state, new Set([member.address]))?.genesisHash).toBe(genesisHashOf(genesis))
  expect(foundingOf(stateOf(propose(cat, alone), cosign(cat, cat, factory, alone)), new Set([ann.address]))).toBeNull()
})

test('J23 E6: who proposes what another one proposed takes it from nobody, in whatever order the records come', () => {
  const copies = [1, 2, 3, 4, 5, 6, 7, 8].map((seq) => entryOf(cat, 'lobby.propose', { v: 1, factory, genesis }, { seq }))
  const other = { ...genesis, name: 'Mesh Worms' }
  const entries = [propose(ben), ...copies, entryOf(cat, 'lobby.propose', { v: 1, factory, genesis: other }, { seq: 9 })]
  const by = [ben.address, cat.address].toSorted()
  for (const records of [entries, entries.toReversed()]) {
    const { proposals } = stateOf(...records)
    const proposed = proposals.find(({ genesisHash }) => genesisHash === genesisHashOf(genesis))?.proposed ?? []
    expect(proposed.map((one) => one.by)).toEqual(by)
    expect(proposed.find((one) => one.by === cat.address)?.entry).toBe(copies.at(-1)?.id)
    expect(proposals).toHaveLength(2)
  }
})

test('L4/E6: any member of the lobby may close its invite; a DAO has none', () => {
  const revoke = entryOf(ben, 'lobby.revoke', { v: 1 })
  expect(stateOf(propose()).revoked).toBe(false)
  expect(stateOf(propose(), revoke).revoked).toBe(true)
  expect(daoReducer({ chain, dao, recover })(revoke, view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
})
