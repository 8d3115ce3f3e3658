import {
  type Address,
  dealSpaceOf,
  type DealOpening,
  type Genesis,
  type Merger,
  type OpenEntry,
  type PartnershipOffer,
  partnershipOfferIdOf,
  supports,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { type Account, accountOf, recover } from '../fixtures/accounts.ts'
import { ann, ballotBody, ben, cat, chain, dao, decisionOf, entryOf, factory, genesis, hash32, seat, sheetOf } from '../fixtures/dao.ts'
import { brief, deal, opening as bountyOpening, offerOf, reduce as reduceBounty, view as bountyView } from '../fixtures/deals.ts'
import { foldAll } from '../fixtures/registers.ts'
import { genesisState } from '../facts/chainState.ts'
import { applyFacts } from '../facts/foldFacts.ts'
import { mergeRosters } from '../merging/mergeRosters.ts'
import { dealReducer } from './dealReducer.ts'
import { dealViews } from './dealViews.ts'
import { gatheredSide, type GatherParameters } from './gatheredSide.ts'
import { type PartnershipPresent, partnershipState } from './partnershipState.ts'

const [gil, hal] = [accountOf('gil'), accountOf('hal')]
const hill = `0x${'77'.repeat(20)}` as Address
const hillGenesis: Genesis = { ...genesis, name: 'Hill', members: [gil, hal].map((one) => seat(one.address)) }
const opening: DealOpening = {
  ...bountyOpening,
  hunter: { kind: 'dao', dao: hill, factory, genesis: hillGenesis },
  purpose: 'partnership',
}
const views = dealViews(opening, { issuer: null, hunter: null })
const view = views.current()
const reduce = dealReducer({ chain, opening, recover, sidesOf: views.sidesOf })
const space = dealSpaceOf(opening)
const record = (by: Account, kind: string, body: object, depth = 2, id?: string) =>
  entryOf(by, kind, { v: 1, ...body }, { depth, view, ...(id === undefined ? {} : { id }) })

const offerBy = (side: PartnershipOffer['side'], n: number, terms: Partial<PartnershipOffer['terms']> = {}): PartnershipOffer => ({
  side,
  answers: null,
  terms: { issuerGives: '2', hunterGives: '3', note: '', validUntil: 1_000, ...terms },
  draft: null,
  nonce: hash32(`partnership ${n}`).slice(0, 32),
})
const first = offerBy('issuer', 1)
const id = partnershipOfferIdOf(space, first)
const made = record(ann, 'partnership.offer', { offer: first }, 3)
const yes = (depth = 4) => record(gil, 'deal.accept', { side: 'hunter', offer: id }, depth)
const stateOf = (entries: readonly OpenEntry[], present: Partial<PartnershipPresent> = {}) =>
  partnershipState(foldAll(reduce, entries, view), { now: 100, isEnacted: () => false, ...present })
const statusOf = (...given: Parameters<typeof stateOf>) => stateOf(...given).offers[0]?.status

test('O22 a deal about a partnership takes no records of a bounty, and one about a bounty none of a partnership', () => {
  const refused = { outcome: 'rejected', reason: 'ENTRY_DEAL' }
  expect(reduce(made, view)).toMatchObject({ outcome: 'accepted' })
  expect(reduce(record(ann, 'deal.offer', { offer: offerOf('issuer') }), view)).toMatchObject(refused)
  expect(reduce(record(ann, 'deal.brief', { side: 'issuer', draft: null, brief }), view)).toMatchObject(refused)
  expect(reduce(record(ann, 'deal.arbiter', { side: 'issuer', arbiter: cat.address }), view)).toMatchObject(refused)
  const elsewhere = entryOf(ann, 'partnership.offer', { v: 1, offer: first }, { view: bountyView })
  expect(deal).not.toBe(space)
  expect(reduceBounty(elsewhere, bountyView)).toMatchObject(refused)
  // Nobody speaks for the other side.
  expect(reduce(record(gil, 'partnership.offer', { offer: first }), view)).toMatchObject(refused)
})

test('O22 D6 an offer stands by its hash: who changes a term makes another one, and what was accepted stays what it was', () => {
  expect(statusOf([made])).toBe('open')
  expect(statusOf([made, yes()])).toBe('agreed')
  expect(stateOf([made, yes()]).offers[0]?.speakers).toEqual({ issuer: ann.address, hunter: gil.address })
  const changed = offerBy('issuer', 1, { hunterGives: '9' })
  const both = stateOf([made, yes(), record(ben, 'partnership.offer', { offer: changed }, 6)])
  expect(both.offers.map(({ status }) => status)).toEqual(['agreed', 'open'])
  expect(both.current?.offer.terms.hunterGives).toBe('3')
  expect(statusOf([made, record(hal, 'deal.decline', { side: 'hunter', offer: id, reason: 'No.' }, 5)])).toBe('declined')
  // The latest word of a side stands; what the other side takes back was never its own.
  expect(statusOf([made, yes(), record(hal, 'deal.decline', { side: 'hunter', offer: id, reason: '' }, 5)])).toBe('declined')
  expect(statusOf([made, yes(), record(gil, 'deal.withdraw', { side: 'hunter', offer: id }, 5)])).toBe('agreed')
  expect(statusOf([made, yes(), record(ben, 'deal.withdraw', { side: 'issuer', offer: id }, 5)])).toBe('withdrawn')
})

test('O22 an offer ends by chain time alone, unless it was enacted', () => {
  expect(statusOf([made, yes()], { now: 1_000 })).toBe('agreed')
  expect(statusOf([made, yes()], { now: 1_001 })).toBe('expired')
  expect(statusOf([made, yes()], { now: 1_001, isEnacted: (offer) => offer === id })).toBe('enacted')
  expect(statusOf([made, record(cat, 'partnership.offer', { offer: offerBy('issuer', 2) }, 9)])).toBe('replaced')
})

const decision = decisionOf(ann, 1n)
const state = applyFacts(genesisState(genesis), [{ kind: 'founded', genesis }])
const ballot = (by: Account, support: number, of = decision, revision = 1n) => {
  const { sheet, signature } = ballotBody(by, sheetOf(by, revision, [of, support]))
  return { sheet, signature }
}
const bring = (by: Account, ballots: readonly object[], of = decision, n = 0) =>
  record(by, 'partnership.bring', { side: 'issuer', offer: id, decision: of, ballots }, 6, `bring ${n}`)
const gather = (entries: readonly OpenEntry[], more: Partial<GatherParameters> = {}) =>
  gatheredSide({
    registers: foldAll(reduce, [made, yes(), ...entries], view),
    offer: id,
    side: 'issuer',
    chainId: chain.chainId,
    dao,
    partner: hill,
    state,
    now: 100,
    isSide: (one) => one.calls[0]?.value === 5n,
    signs: ({ account }, digest, signature) => recover(digest, signature) === account,
    ...more,
  })

test('O23 a side is ready once ballots that decide at once are here, in however many records they came', () => {
  expect(gather([])).toBeNull()
  expect(gather([bring(ann, [ballot(ann, supports.for)])])).toMatchObject({ ready: null, enacted: false })
  const both = gather([bring(ann, [ballot(ann, supports.for)], decision, 1), bring(cat, [ballot(ben, supports.for)], decision, 2)])
  expect(both).toMatchObject({ ready: 'ballots', decision: { expiresAt: 2_000 } })
  expect(both?.sheets.map(({ member }) => member)).toEqual([ann, ben].map(({ address }) => address).toSorted())
  const enough = [bring(ann, [ballot(ann, supports.for), ballot(ben, supports.for)])]
  expect(gather(enough)?.ready).toBe('ballots')
  // Too late, or the rules are others now: nothing to enact, and nothing is lost.
  expect(gather(enough, { now: 2_001 })?.ready).toBeNull()
  expect(gather(enough, { state: { ...state, rulesEpoch: 1 } })?.ready).toBeNull()
  expect(gather(enough, { state: { ...state, enacted: new Map([[gather(enough)?.id ?? ('0x' as never), '0x' as never]]) } })).toMatchObject(
    {
      ready: null,
      enacted: true,
    },
  )
})

test('O23 what does something else than was agreed counts for nothing, whoever brought it', () => {
  const other = decisionOf(ann, 2n, 'Pay the hosting', 'One year.', { calls: [] })
  const all = (of: typeof decision) => [ann, ben, cat].map((one) => ballot(one, supports.for, of))
  expect(gather([bring(ann, all(other), other)])).toBeNull()
  // Beside one that does: that one stands, though it has fewer ballots.
  expect(gather([bring(ann, all(other), other, 1), bring(ann, [ballot(ann, supports.for)], decision, 2)])?.sheets).toHaveLength(1)
})

test('O23 R4 forged, revoked, foreign and double ballots are left out, and a Yes stands before a newer No', () => {
  const forged = { ...ballot(ben, supports.for), signature: ballot(ann, supports.for).signature }
  const foreign = ballot(gil, supports.for)
  const doubled = sheetOf(cat, 1n, [decision, supports.for], [decision, supports.for])
  const { sheet: twiceSheet, signature: twiceSignature } = ballotBody(cat, doubled)
  const twice = { sheet: twiceSheet, signature: twiceSignature }
  expect(gather([bring(ann, [forged, foreign, twice, ballot(ann, supports.for)])])?.sheets.map(({ member }) => member)).toEqual([
    ann.address,
  ])
  const good = [bring(ann, [ballot(ann, supports.for), ballot(ben, supports.for), ballot(ben, supports.against, decision, 2n)])]
  expect(gather(good)).toMatchObject({ ready: 'ballots' })
  const revoked = { ...state, minRevisions: new Map([[ben.address, 2n]]) }
  expect(gather(good, { state: revoked })?.ready).toBeNull()
})

test('O23 the ballot of the partner is left out, since the transaction moves the seats by which it is counted', () => {
  const partnered = applyFacts(state, [
    {
      kind: 'rosterChanged',
      epoch: 1,
      members: [...genesis.members, seat(hill, 1n, 0n, 1)].toSorted((a, b) => (a.account < b.account ? -1 : 1)),
    },
  ])
  const ofHill = {
    sheet: { member: hill, revision: 1n, choices: ballot(ann, supports.for).sheet.choices },
    signature: `0x${'22'.repeat(70)}`,
  }
  const found = gather([bring(ann, [ofHill, ...[ann, ben, cat].map((one) => ballot(one, supports.for))])], {
    state: partnered,
    signs: ({ account }, digest, signature) => account === hill || recover(digest, signature) === account,
  })
  expect(found?.sheets).toHaveLength(3)
  expect(found?.sheets.some(({ member }) => member === hill)).toBe(false)
})

test('O23 of what each member brings the newest eight are read: whoever brings without end hides nobody else, and costs no more', () => {
  const junk = Array.from({ length: 200 }, (_, n) => bring(ann, [ballot(cat, supports.for)], decision, n + 1))
  let asked = 0
  const found = gather([bring(ben, [ballot(ben, supports.for)]), ...junk], {
    signs: ({ account }, digest, signature) => {
      asked += 1
      return account === ben.address && recover(digest, signature) === account
    },
  })
  expect([found?.sheets.map(({ member }) => member), asked]).toEqual([[ben.address], 9])
})

test('O25 an offer to merge is about both DAOs of its deal, and gives just what its rosters and weights come to', () => {
  const one = { numerator: '1', denominator: '1' }
  const rows = {
    from: dao,
    into: hill,
    power: one,
    shares: one,
    fromRoster: [{ account: ann.address, kind: 0, power: '1', shares: '10' }],
    intoRoster: [{ account: gil.address, kind: 0, power: '1', shares: '10' }],
  }
  const merger: Merger = { ...rows, pays: [], takes: [...mergeRosters(rows).takes] }
  const offered = (of: Merger) =>
    reduce(record(ann, 'partnership.offer', { offer: offerBy('issuer', 5, { issuerGives: '0', hunterGives: '0', merger: of }) }), view)
  expect(offered(merger)).toMatchObject({ outcome: 'accepted' })
  const refused = { outcome: 'rejected', reason: 'ENTRY_MERGER' }
  expect(offered({ ...merger, into: `0x${'78'.repeat(20)}` as Address })).toMatchObject(refused)
  expect(offered({ ...merger, takes: merger.takes.map((line) => ({ ...line, mint: '99' })) })).toMatchObject(refused)
})
