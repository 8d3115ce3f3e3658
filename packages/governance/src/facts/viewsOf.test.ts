import { type Address, daoSpaceOf, lobbySpaceOf, rosterHashOf, type ViewFact, type ViewId, viewOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ben, cat, chain, dan, genesis, hash32, seat, space } from '../fixtures/dao.ts'
import { genesisState } from './chainState.ts'
import { applyFact, foldFacts } from './foldFacts.ts'
import { lobbyViews } from './lobbyViews.ts'
import { memberKindOf } from './memberKindOf.ts'
import { type Organisation, viewOfEvent, viewsOf } from './viewsOf.ts'

test('F7: a view is the hash of space, membership-event index and roster; all views so far are known', () => {
  const first = genesisState(genesis)
  const second = applyFact(first, { kind: 'ragequit', member: ann.address, shares: 100n, full: true })
  const views = viewsOf(space, second)
  expect(views.current().index).toBe(1)
  expect(views.current().view).toBe(viewOf([{ space, index: 1, rosterHash: rosterHashOf([seat(ben.address), seat(cat.address)]) }]))
  expect(views.lookup(viewsOf(space, first).current().view)?.members?.has(ann.address)).toBe(true)
  expect(views.current().members?.has(ann.address)).toBe(false)
  expect(views.lookup('00'.repeat(32) as ViewId)).toBeUndefined()
})

test('F7: founding keeps the view, so that records made before deployment stay where they are', () => {
  const before = viewsOf(space, genesisState(genesis)).current().view
  expect(viewsOf(space, foldFacts(genesis, [{ kind: 'founded', genesis }])).current().view).toBe(before)
})

test('F8: a lobby has one view and no roster', () => {
  const lobby = lobbySpaceOf(chain, new Uint8Array(32))
  const views = lobbyViews(lobby)
  expect(views.current()).toEqual({ view: views.current().view, index: 0, members: null })
  expect(views.lookup(views.current().view)).toBe(views.current())
  expect(views.lookup('11'.repeat(32) as ViewId)).toBeUndefined()
})

test('F9: the kind of a member is asked of the view, so a later change leaves old verdicts alone', () => {
  const left = foldFacts(genesis, [{ kind: 'ragequit', member: ann.address, shares: 100n, full: true }])
  const back = applyFact(left, { kind: 'rosterChanged', epoch: 1, members: [seat(ann.address, 1n, 1n, 1), seat(ben.address)] })
  const kindOf = memberKindOf(() => back)
  const kinds = back.epochs.map((event) => kindOf(ann.address, { view: '' as ViewId, index: event.index, members: null }))
  expect(kinds).toEqual(['key', undefined, 'contract'])
})

test('F10 D5: whom a decision takes all power from owns shares and is out of the space, until a decision gives power back; an owner without a vote is in', () => {
  const seats = (annsPower: bigint) => [seat(ann.address, annsPower), seat(ben.address), seat(cat.address, 0n)]
  const facts = [
    { kind: 'rosterChanged', epoch: 1, members: [seat(ann.address), seat(ben.address)] },
    { kind: 'rosterChanged', epoch: 2, members: seats(1n) },
    { kind: 'rosterChanged', epoch: 3, members: seats(0n) },
    { kind: 'rosterChanged', epoch: 4, members: seats(0n) },
    { kind: 'rosterChanged', epoch: 5, members: seats(2n) },
  ] as const
  const state = foldFacts(genesis, facts)
  const isIn = (account: typeof ann.address) => state.epochs.map((event) => viewOfEvent(space, event).members?.has(account))
  expect(isIn(ann.address)).toEqual([true, true, true, false, false, true])
  expect(isIn(cat.address)).toEqual([true, false, true, true, true, true])
  expect(state.epochs[3]?.members.find(({ account }) => account === ann.address)).toMatchObject({ power: 0n, shares: 100n })
})

const daoNamed = (name: string) => `0x${hash32(name).slice(24)}` as Address
const foundedWith = (...members: (typeof genesis)['members'][number][]) => ({ ...genesisState({ ...genesis, members }), founded: true })

test('F13 who is in through a DAO among the members writes in a view of both rosters, however deep, and none of it is known before the inner chain is', () => {
  const [mill, spring] = [daoNamed('mill'), daoNamed('spring')]
  const outer = foundedWith(seat(ann.address), seat(mill, 3n, 1n, 1))
  const springState = foundedWith(seat(dan.address))
  const millFirst = foundedWith(seat(ben.address), seat(cat.address), seat(spring, 1n, 1n, 1))
  const millThen = applyFact(millFirst, { kind: 'ragequit', member: cat.address, shares: 100n, full: true })
  const organisation = (
    name: Address,
    state: typeof outer,
    daos: ReadonlyMap<Address, Organisation> = new Map(),
  ): [Address, Organisation] => [name, { space: daoSpaceOf(chain, name), state, daos }]
  const springs = new Map([organisation(spring, springState)])
  const [alone, first, then] = [
    viewsOf(space, outer),
    viewsOf(space, outer, new Map([organisation(mill, millFirst, springs)])),
    viewsOf(space, outer, new Map([organisation(mill, millThen, springs)])),
  ]
  const seen = (fact: ViewFact) => [...(fact.through ?? [])].sort()
  // Seats write in the view that they always wrote in.
  for (const views of [alone, first, then]) expect(views.of(ann.address)?.view).toBe(alone.current().view)
  expect(alone.of(ben.address)).toBeUndefined()
  expect(seen(first.current())).toEqual([ben.address, cat.address, dan.address].map((one) => [one, mill]).sort())
  expect(seen(then.current())).toEqual([ben.address, dan.address].map((one) => [one, mill]).sort())

  const before = first.of(ben.address) as ViewFact
  expect(before.view).not.toBe(then.of(ben.address)?.view)
  expect(before.members).toEqual(alone.current().members)
  expect(alone.lookup(before.view)).toBeUndefined()
  // Views only come: that of an older inner roster stays, with who was in it.
  expect(seen(then.lookup(before.view) as ViewFact)).toEqual([ben.address, cat.address].map((one) => [one, mill]).sort())
  expect(then.of(cat.address)).toBeUndefined()
  const deep = then.of(dan.address) as ViewFact
  expect(seen(deep)).toEqual([[dan.address, mill]])
  expect(then.lookup(deep.view)).toMatchObject({ view: deep.view, index: 0 })
  // A DAO that lost its power takes its members with it.
  const without = applyFact(outer, { kind: 'rosterChanged', epoch: 1, members: [seat(ann.address), seat(mill, 0n, 1n, 1)] })
  const gone = viewsOf(space, without, new Map([organisation(mill, millThen, springs)]))
  expect(gone.of(ben.address)).toBeUndefined()
  expect(gone.lookup(before.view)?.index).toBe(0)
})
