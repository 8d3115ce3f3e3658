import { address, bountyId, daoSpaceOf, type DealOpening, type Delivery, deliveryHashOf, noBounty, type OpenEntry } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, chain, dao, draftA, entryOf, factory, genesis, openingOf, recover, seat } from '../fixtures/dao.ts'
import { brief, dan, deal, dealEntry, eve, idOfOffer, longer, offerOf, opening, reduce, view, views } from '../fixtures/deals.ts'
import { foldAll, mergeAll } from '../fixtures/registers.ts'
import { accountOf } from '../fixtures/accounts.ts'
import type { Organisation } from '../facts/viewsOf.ts'
import { applyFacts } from '../facts/foldFacts.ts'
import { genesisState } from '../facts/chainState.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { keys } from '../fold/keys.ts'
import { commentsOf } from '../selectors/commentsOf.ts'
import { filesOf } from '../selectors/filesOf.ts'
import { arbitersIn, arbitersLetIn } from './arbitersIn.ts'
import { dealReducer } from './dealReducer.ts'
import { dealState } from './dealState.ts'
import { dealViews, sideOfAccount } from './dealViews.ts'
import { deliveriesOf } from './deliveriesOf.ts'

const delivery: Delivery = { v: 1, bounty: bountyId.parse(noBounty), note: 'Done.', files: [] }
const refused = { outcome: 'rejected', reason: 'ENTRY_DEAL' }

test('O1 a view is a pair of rosters: who leaves a DAO leaves its deals, and who enters it enters them', () => {
  const state = genesisState(genesis)
  const written = applyFacts(state, [{ kind: 'rosterChanged', epoch: 1, members: [seat(ann.address), seat(eve.address)] }])
  const later = dealViews(opening, { issuer: written, hunter: null })
  expect(view.members).toEqual(new Set([ann, ben, cat, dan].map(({ address }) => address)))
  expect(later.lookup(view.view)).toEqual(view)
  expect(later.current().members).toEqual(new Set([ann, eve, dan].map(({ address }) => address)))
  expect(later.current().index).toBeGreaterThan(view.index)
  expect(views.lookup(later.current().view)).toBeUndefined()
  expect(later.sidesOf(ben.address, view)).toEqual(new Set(['issuer']))
  expect(later.sidesOf(ben.address, later.current())).toEqual(new Set())
  expect(sideOfAccount(opening, dao)).toBe('issuer')
  expect(sideOfAccount(opening, dan.address)).toBe('hunter')
})

test('O1 between two DAOs every pair of events is a view of its own, in one order that goes on with either', () => {
  const other: DealOpening = { ...opening, hunter: { kind: 'dao', dao: factory, factory, genesis } }
  const grown = (n: number) =>
    applyFacts(
      genesisState(genesis),
      Array.from({ length: n }, (_, i) => ({ kind: 'rosterChanged' as const, epoch: i + 1, members: [seat(ann.address, BigInt(i + 2))] })),
    )
  const at = (i: number, h: number) => dealViews(other, { issuer: grown(i), hunter: grown(h) }).current()
  const all = dealViews(other, { issuer: grown(3), hunter: grown(3) })
  const pairs = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].map((h) => ({ i, h, fact: at(i, h) })))
  expect(new Set(pairs.map(({ fact }) => fact.view)).size).toBe(16)
  expect(new Set(pairs.map(({ fact }) => fact.index)).size).toBe(16)
  for (const { i, h, fact } of pairs) {
    expect(all.lookup(fact.view)).toEqual(fact)
    for (const other of pairs)
      if (other.i >= i && other.h >= h && other.i + other.h > i + h) expect(other.fact.index).toBeGreaterThan(fact.index)
  }
})

test('O2 only who belongs to a side speaks for it, and only the hunter signs', () => {
  const offer = offerOf('hunter')
  const id = idOfOffer(offer)
  for (const [by, kind, body] of [
    [ann, 'deal.offer', { offer }],
    [dan, 'deal.offer', { offer: offerOf('issuer') }],
    [ann, 'deal.withdraw', { side: 'hunter', offer: id }],
    [dan, 'deal.accept', { side: 'issuer', offer: id }],
    [dan, 'deal.decline', { side: 'issuer', offer: null, reason: '' }],
    [dan, 'deal.brief', { side: 'issuer', draft: null, brief }],
    [ann, 'deal.deliver', { delivery }],
    [ben, 'deal.sign', { offer: id, signature: `0x${'11'.repeat(65)}` }],
    [ann, 'deal.open', { side: 'issuer', opening: { ...opening, nonce: '1'.repeat(32) } }],
  ] as const)
    expect([kind, reduce(dealEntry(by, kind, body), view)]).toEqual([kind, refused])
  expect(reduce(dealEntry(eve, 'deal.offer', { offer }), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_AUTHOR' })
  expect(reduce(dealEntry(ann, 'proposal.withdraw', { decision: `0x${'11'.repeat(32)}` }), view)).toEqual({
    outcome: 'rejected',
    reason: 'ENTRY_STREAM',
  })
  for (const entry of [
    dealEntry(dan, 'deal.offer', { offer }),
    dealEntry(cat, 'deal.offer', { offer: offerOf('issuer') }),
    dealEntry(ben, 'deal.accept', { side: 'issuer', offer: id }),
    dealEntry(ann, 'deal.open', { side: 'issuer', opening }),
  ])
    expect(reduce(entry, view).outcome).toBe('accepted')
})

test('O2 who belongs to both sides speaks for both', () => {
  const both: DealOpening = { ...opening, hunter: { kind: 'person', account: ann.address } }
  const pair = dealViews(both, { issuer: null, hunter: null })
  const own = dealReducer({ chain, opening: both, recover, sidesOf: pair.sidesOf })
  for (const side of ['issuer', 'hunter'] as const)
    expect(own(entryOf(ann, 'deal.offer', { v: 1, offer: offerOf(side) }, { view: pair.current() }), pair.current()).outcome).toBe(
      'accepted',
    )
})

test('O9 a DAO notes a deal in its own space once, and a deal holds no such note', () => {
  const note = entryOf(ann, 'deal.join', { v: 1, opening })
  const fold = daoReducer({ chain, dao, recover })
  const registers = foldAll(fold, [note, entryOf(ben, 'deal.join', { v: 1, opening }, { depth: 9 })])
  expect(registers.entries(keys.joinedDeals)).toMatchObject([{ key: keys.joinedDeal(deal), value: { by: ann.address } }])
  expect(reduce(dealEntry(ann, 'deal.join', { opening }), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_STREAM' })
  expect(fold(entryOf(ann, 'deal.accept', { v: 1, side: 'issuer', offer: 'a'.repeat(64) }), view)).toMatchObject({ reason: 'ENTRY_STREAM' })
})

test('O20 a delivery is told by the hunter’s side, stands under its hash by the first who told it, and both sides talk about the bounty', () => {
  const registers = foldAll(
    (entry) => reduce(entry, view),
    [
      ...[ann, dan].map((one) => openingOf(one, { view })),
      dealEntry(dan, 'deal.deliver', { delivery }, 3),
      dealEntry(dan, 'deal.deliver', { delivery: { ...delivery, note: 'Better.' } }, 4),
      dealEntry(dan, 'deal.deliver', { delivery }, 5, 'again'),
      dealEntry(ann, 'comment.post', { about: delivery.bounty, replyTo: null, text: 'One post is loose.' }, 6),
      dealEntry(eve, 'comment.post', { about: delivery.bounty, replyTo: null, text: 'A stranger.' }, 6),
    ],
    view,
  )
  expect(deliveriesOf(registers, delivery.bounty).map(({ hash, delivery: { note } }) => [hash === deliveryHashOf(delivery), note])).toEqual(
    [
      [true, 'Done.'],
      [false, 'Better.'],
    ],
  )
  expect(commentsOf(registers, delivery.bounty).map(({ by, text }) => [by, text])).toEqual([[ann.address, 'One post is loose.']])
})

test('O20 files are shared by whoever belongs to a side, and withdrawn by who shared them', () => {
  const file = (letter: string) => ({ file: letter.repeat(64), key: new Uint8Array(32), name: 'Plan.pdf', type: '', size: 7, about: null })
  const registers = foldAll(
    (entry) => reduce(entry, view),
    [
      ...[ann, dan].map((one) => openingOf(one, { view })),
      dealEntry(dan, 'file.share', file('a'), 3),
      dealEntry(ann, 'file.share', file('b'), 4),
      dealEntry(eve, 'file.share', file('c'), 4),
      dealEntry(ann, 'file.withdraw', { file: 'a'.repeat(64) }, 5),
      dealEntry(ann, 'file.withdraw', { file: 'b'.repeat(64) }, 5, 'own'),
    ],
    view,
  )
  expect(filesOf(registers).map(({ by, withdrawn }) => [by, withdrawn])).toEqual([
    [dan.address, false],
    [ann.address, true],
  ])
})

const offers = [offerOf('hunter'), offerOf('issuer'), offerOf('hunter', { amount: '7' }), offerOf('issuer', { validUntil: 50 })]
const ids = offers.map(idOfOffer)
/** Records that contend: the same offers made twice, answers of several members, words taken back, breaking off and going on. */
const entries: readonly OpenEntry[] = [
  ...[ann, ben, cat, dan].map((one) => openingOf(one, { view })),
  dealEntry(dan, 'deal.open', { side: 'hunter', opening }, 2),
  dealEntry(ann, 'deal.open', { side: 'issuer', opening }, 3),
  ...[brief, longer].flatMap((one, i) => [
    dealEntry(dan, 'deal.brief', { side: 'hunter', draft: draftA, brief: one }, 3 + i),
    dealEntry(ann, 'deal.brief', { side: 'issuer', draft: null, brief: one }, 4 - i),
  ]),
  ...offers.flatMap((offer, i) => [
    dealEntry(offer.side === 'hunter' ? dan : ann, 'deal.offer', { offer }, 4 + i),
    dealEntry(offer.side === 'hunter' ? dan : ben, 'deal.offer', { offer }, 3 + i, `again ${i}`),
  ]),
  ...ids.flatMap((offer, i) => [
    dealEntry(ann, 'deal.accept', { side: 'issuer', offer }, 6 + i),
    dealEntry(ben, 'deal.decline', { side: 'issuer', offer, reason: `no ${i}` }, 6 + i),
    dealEntry(dan, i % 2 === 0 ? 'deal.decline' : 'deal.accept', { side: 'hunter', offer, ...(i % 2 === 0 ? { reason: '' } : {}) }, 7),
    dealEntry(cat, 'deal.withdraw', { side: 'issuer', offer }, 8),
    dealEntry(dan, 'deal.sign', { offer, signature: `0x${'22'.repeat(65)}` }, 9),
  ]),
  dealEntry(ben, 'deal.decline', { side: 'issuer', offer: null, reason: 'Enough.' }, 7),
  dealEntry(dan, 'deal.decline', { side: 'hunter', offer: null, reason: 'So be it.' }, 12),
  dealEntry(ann, 'draft.open', { draft: draftA, title: 'Brief' }),
  dealEntry(dan, 'draft.rename', { draft: draftA, title: 'The brief' }, 5),
  dealEntry(dan, 'comment.post', { about: draftA, replyTo: null, text: 'Which yard?' }, 5),
  dealEntry(eve, 'deal.accept', { side: 'issuer', offer: ids[0] ?? '' }, 9),
]
const verdicts = new Map(entries.map((entry) => [entry.id, reduce(entry, view)]))
const stateOf = (order: readonly OpenEntry[]) => mergeAll((entry) => verdicts.get(entry.id) ?? { outcome: 'opaque' }, order, view)
const expected = [...stateOf(entries)].sort()

test('O7 J7 D11: random orders and duplicates of the same records give the same registers and the same deal', () => {
  expect(expected.length).toBeGreaterThan(25)
  const present = { now: 100, signs: () => false, isFunded: () => false }
  const answer = dealState(
    foldAll((entry) => verdicts.get(entry.id) ?? { outcome: 'opaque' }, entries, view),
    present,
  )
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...entries], { minLength: entries.length }),
      fc.array(fc.constantFrom(...entries), { maxLength: 20 }),
      (order, again) => {
        const whole = [...again.slice(0, 5), ...order, ...again]
        expect([...stateOf(whole)].sort()).toEqual(expected)
        expect(
          dealState(
            foldAll((entry) => verdicts.get(entry.id) ?? { outcome: 'opaque' }, whole, view),
            present,
          ),
        ).toEqual(answer)
      },
    ),
    { numRuns: 100 },
  )
})

test('O29 of a DAO that both sides agreed on as arbiter its people are in the deal, by its own roster of the time, and through DAOs among its members', () => {
  const [fay, gus, hal] = ['fay', 'gus', 'hal'].map((name) => accountOf(name).address) as [typeof dao, typeof dao, typeof dao]
  const [court, bench] = [address.parse(`0x${'c0'.repeat(20)}`), address.parse(`0x${'be'.repeat(20)}`)]
  const organisation = (name: typeof dao, state: Organisation['state'], daos: Organisation['daos'] = new Map()): Organisation => ({
    space: daoSpaceOf(chain, name),
    state,
    daos,
  })
  const founded = (...members: readonly ReturnType<typeof seat>[]) => genesisState({ ...genesis, members })
  const inner = new Map([[bench, organisation(bench, founded(seat(hal)))]])
  const before = founded(seat(fay), seat(gus), seat(bench, 1n, 1n, 1))
  const after = applyFacts(before, [{ kind: 'rosterChanged', epoch: 1, members: [seat(gus), seat(bench, 1n, 1n, 1)] }])
  const states = { issuer: null, hunter: null }
  const both = new Set([court])
  const as = (state: typeof before) =>
    dealViews(opening, states, { letIn: both, agreed: both, daos: new Map([[court, organisation(court, state, inner)]]) })
  const [then, now] = [as(before), as(after)]
  for (const one of [fay, gus, hal]) expect(then.current().through?.get(one)).toBe(court)
  expect(now.current().through).toEqual(new Map([gus, hal].map((one) => [one, court])))
  expect([now.of(fay), now.of(dan.address)]).toEqual([undefined, now.current()])
  // What was written under a roster stays readable; another roster is another view, and neither speaks for a side.
  const places = [then.of(fay), then.of(hal), now.of(gus), now.of(hal)]
  expect(new Set(places.map((place) => place?.view)).size).toBe(4)
  for (const place of places) {
    if (place === undefined) throw new Error('not in')
    expect(now.lookup(place.view)).toEqual(place)
    expect(place).toMatchObject({ index: view.index, members: view.members })
    expect(now.sidesOf(gus, place)).toEqual(new Set())
  }
  expect(then.lookup(now.of(gus)?.view ?? view.view)).toBeUndefined()
  // Not read yet, it is somebody of whom nothing is known; not let in, nobody knows its views.
  expect(dealViews(opening, states, { letIn: both, agreed: both }).of(fay)).toBeUndefined()
  expect(dealViews(opening, states, { letIn: new Set(), agreed: both }).lookup(then.of(fay)?.view ?? view.view)).toBeUndefined()
  const place = now.of(gus)
  if (place === undefined) throw new Error('not in')
  const judged = dealReducer({ chain, opening, recover, sidesOf: now.sidesOf })
  const write = (kind: string, body: object) => judged(entryOf(accountOf('gus'), kind, { v: 1, ...body }, { depth: 5, view: place }), place)
  expect(write('comment.post', { about: `0x${'11'.repeat(32)}`, replyTo: null, text: 'Show us the lamp.' }).outcome).toBe('accepted')
  for (const [kind, body] of [
    ['deal.offer', { offer: offerOf('hunter') }],
    ['deal.sign', { offer: idOfOffer(offerOf('hunter')), signature: `0x${'11'.repeat(65)}` }],
  ] as const)
    expect(write(kind, body).outcome).toBe('rejected')
})

test('O12 whom both sides agreed on as arbiter is in the deal for good, reads, comments, and speaks for no side', () => {
  const offer = offerOf('hunter')
  const id = idOfOffer(offer)
  const made = dealEntry(dan, 'deal.offer', { offer }, 3)
  const yes = dealEntry(ann, 'deal.accept', { side: 'issuer', offer: id }, 4)
  const no = dealEntry(ben, 'deal.decline', { side: 'issuer', offer: id, reason: '' }, 9)
  const own = dealEntry(dan, 'deal.accept', { side: 'hunter', offer: id }, 4)
  const inside = (...entries: OpenEntry[]) => arbitersIn(foldAll(reduce, entries, view))
  expect(inside(made)).toEqual(new Set())
  // An own yes agrees with nobody, and a yes to what is not here names nobody yet.
  expect(inside(made, own)).toEqual(new Set())
  expect(inside(yes)).toEqual(new Set())
  expect(inside(made, yes)).toEqual(new Set([eve.address]))
  expect(inside(no, yes, made)).toEqual(new Set([eve.address]))

  // Who is let in is read by everybody; only who speaks for a side writes it.
  const open = dealEntry(ann, 'deal.arbiter', { side: 'issuer', arbiter: eve.address }, 5)
  expect(arbitersLetIn(foldAll(reduce, [open], view))).toEqual(new Set([eve.address]))
  expect(reduce(dealEntry(ann, 'deal.arbiter', { side: 'hunter', arbiter: eve.address }), view)).toEqual(refused)

  const states = { issuer: null, hunter: null }
  const agreed = dealViews(opening, states, { letIn: new Set([eve.address]), agreed: new Set([eve.address]) })
  const place = agreed.of(eve.address)
  if (place === undefined) throw new Error('not in')
  expect(views.of(eve.address)).toBeUndefined()
  expect(views.lookup(place.view)).toBeUndefined()
  expect(agreed.lookup(place.view)).toEqual(place)
  expect(place).toMatchObject({ index: view.index, members: view.members })
  expect(agreed.current()).toMatchObject({ view: view.view, members: view.members, through: new Map([[eve.address, eve.address]]) })
  expect(agreed.of(dan.address)).toBe(agreed.current())
  expect(agreed.sidesOf(eve.address, place)).toEqual(new Set())
  // Another arbiter's view is another one, and cat of the DAO writes in none of them.
  expect(
    dealViews(opening, states, { letIn: new Set([accountOf('fay').address]), agreed: new Set([eve.address]) }).lookup(place.view),
  ).toBeUndefined()

  const judged = dealReducer({ chain, opening, recover, sidesOf: agreed.sidesOf })
  const write = (kind: string, body: object, stream?: string) =>
    judged(entryOf(eve, kind, { v: 1, ...body }, { depth: 5, view: place, ...(stream === undefined ? {} : { stream }) }), place)
  expect(write('comment.post', { about: `0x${'11'.repeat(32)}`, replyTo: null, text: 'Show me the lamp.' }).outcome).toBe('accepted')
  expect(write('profile.set', { name: 'Eve' }).outcome).toBe('accepted')
  for (const [kind, body] of [
    ['deal.offer', { offer }],
    ['deal.accept', { side: 'issuer', offer: id }],
    ['deal.sign', { offer: id, signature: `0x${'11'.repeat(65)}` }],
    ['draft.open', { draft: draftA, title: 'Mine' }],
  ] as const)
    expect([kind, write(kind, body)]).toEqual([kind, refused])
})
