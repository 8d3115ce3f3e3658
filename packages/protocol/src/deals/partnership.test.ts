import { expect, test } from 'vitest'
import { hash, hash0x } from '../fixtures/entries.ts'
import { address, offerId, spaceId } from '../ids.ts'
import { dealOpeningSchema, dealSpaceOf, decodeDealOpening, encodeDealOpening } from './dealOpening.ts'
import { type Merger, mergerSchema } from './merger.ts'
import {
  type PartnershipOffer,
  partnershipOfferIdOf,
  partnershipOfferSchema,
  readPartnershipQuestion,
  writePartnershipQuestion,
} from './partnership.ts'
import type { DealParty } from './party.ts'

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const chain = { chainId: 31_337n, genesisHash: hash0x('g') }
const rules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 60,
  gracePeriod: 0,
  challengeWindow: 0,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
const daoAt = (n: number): DealParty => ({
  kind: 'dao',
  dao: account(n),
  factory: account(9),
  genesis: {
    chainId: chain.chainId,
    chainGenesis: chain.genesisHash,
    name: `DAO ${n}`,
    members: [{ account: account(1), kind: 0, power: 1n, shares: 1n }],
    rules,
    salt: hash0x('s'),
  },
})
const opening = dealOpeningSchema.parse({
  v: 1,
  chain: { chainId: '31337', genesisHash: chain.genesisHash },
  escrow: account(8),
  issuer: JSON.parse(JSON.stringify(daoAt(5), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))),
  hunter: JSON.parse(JSON.stringify(daoAt(6), (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))),
  subject: { post: null, title: 'Friends', brief: '', tags: [], reward: null, deadline: 0 },
  nonce: 'd'.repeat(32),
})
const offer: PartnershipOffer = {
  side: 'issuer',
  answers: null,
  terms: { issuerGives: '2', hunterGives: '3', note: 'Mills and hills.', validUntil: 9 },
  draft: null,
  nonce: 'e'.repeat(32),
}

test('P83 a deal about a partnership is one of two DAOs, and another space than that of a bounty between them', () => {
  const partnership = { ...opening, purpose: 'partnership' as const }
  expect(decodeDealOpening(encodeDealOpening(partnership))).toEqual(partnership)
  expect(decodeDealOpening(encodeDealOpening(opening))).not.toHaveProperty('purpose')
  expect(dealSpaceOf(partnership)).not.toBe(dealSpaceOf(opening))
  // What was opened before there were partnerships keeps its space.
  expect(dealSpaceOf(opening)).toBe(dealSpaceOf(decodeDealOpening(encodeDealOpening(opening))))
  const person = encodeDealOpening({ ...partnership, hunter: { kind: 'person', account: account(4) } })
  expect(() => decodeDealOpening(person)).toThrow(expect.objectContaining({ code: 'DEAL_MALFORMED' }))
})

test('P84 an offer of a partnership stands under all that it says, and power has 64 bits', () => {
  const space = dealSpaceOf(opening)
  const changes: readonly PartnershipOffer[] = [
    { ...offer, side: 'hunter' },
    { ...offer, nonce: 'f'.repeat(32) },
    ...(['issuerGives', 'hunterGives'] as const).map((field) => ({ ...offer, terms: { ...offer.terms, [field]: '4' } })),
    { ...offer, terms: { ...offer.terms, note: 'Other words.' } },
    { ...offer, terms: { ...offer.terms, validUntil: 10 } },
  ]
  const ids = [offer, ...changes].map((one) => partnershipOfferIdOf(space, one))
  expect(new Set([...ids, partnershipOfferIdOf(spaceId.parse(hash('another')), offer)]).size).toBe(changes.length + 2)
  for (const [power, isRight] of [
    ['0', true],
    [(2n ** 64n - 1n).toString(), true],
    [(2n ** 64n).toString(), false],
    ['-1', false],
    ['1.5', false],
    ['99999999999999999999999', false],
  ] as const)
    expect([power, partnershipOfferSchema.safeParse({ ...offer, terms: { ...offer.terms, issuerGives: power } }).success]).toEqual([
      power,
      isRight,
    ])
})

test('P84 a question is read back from its text, and any other end makes it a text like any other', () => {
  const question = {
    deal: spaceId.parse(hash('d')),
    offer: offerId.parse(hash('o')),
    partner: account(6),
    gives: '2',
    gets: '3',
    note: 'Mills\n\nand hills.',
    merger: null,
  }
  const text = writePartnershipQuestion(question)
  expect(readPartnershipQuestion(text)).toEqual(question)
  expect(readPartnershipQuestion(writePartnershipQuestion({ ...question, note: '' }))).toEqual({ ...question, note: '' })
  for (const other of [
    question.note,
    `${text}more`,
    text.replace('daomesh-partnership', 'daomesh-agreement'),
    text.replace('partnership\n', 'partnership\nAA'),
    writePartnershipQuestion({ ...question, gives: (2n ** 64n).toString() }),
  ])
    expect(readPartnershipQuestion(other)).toBeNull()
})

const seat = { account: account(11), kind: 0, power: '1', shares: '10' }
const merger: Merger = {
  from: account(5),
  into: account(6),
  power: { numerator: '1', denominator: '1' },
  shares: { numerator: '3', denominator: '2' },
  pays: [{ token: account(0), amount: '5', codeHash: hash0x('c') }],
  fromRoster: [seat],
  intoRoster: [{ ...seat, account: account(12) }],
  takes: [{ account: account(11), kind: 0, power: '1', mint: '15' }],
}
const merging = { ...offer, terms: { ...offer.terms, issuerGives: '0', hunterGives: '0', merger } }

test('P93 an offer to merge exchanges no power, and an offer without a merger keeps the id that it always had', () => {
  const space = dealSpaceOf(opening)
  expect(partnershipOfferSchema.parse(merging)).toEqual(merging)
  expect(partnershipOfferSchema.safeParse({ ...merging, terms: { ...merging.terms, hunterGives: '1' } }).success).toBe(false)
  expect(partnershipOfferIdOf(space, partnershipOfferSchema.parse(offer))).toBe(partnershipOfferIdOf(space, offer))
  expect(partnershipOfferIdOf(space, merging)).not.toBe(partnershipOfferIdOf(space, offer))
})

test('P93 D9 fractions of nothing, lists out of order, or a DAO that goes into itself are no merger', () => {
  const rows = [seat, { ...seat, account: account(12) }]
  expect(mergerSchema.safeParse(merger).success).toBe(true)
  for (const wrong of [
    { into: merger.from },
    { shares: { numerator: '0', denominator: '1' } },
    { power: { numerator: '1', denominator: '0' } },
    { power: { numerator: (2n ** 64n).toString(), denominator: '1' } },
    { pays: [{ token: account(0), amount: '0', codeHash: hash0x('c') }] },
    { pays: [merger.pays[0], merger.pays[0]] },
    { fromRoster: rows.toReversed() },
    { intoRoster: [] },
    { takes: [] },
    { takes: [merger.takes[0], merger.takes[0]] },
    { more: 1 },
  ])
    expect([wrong, mergerSchema.safeParse({ ...merger, ...wrong }).success]).toEqual([wrong, false])
})

test('P94 a merger is read back from the text of a proposal, and any other end makes it a text like any other', () => {
  const question = {
    deal: spaceId.parse(hash('d')),
    offer: offerId.parse(hash('o')),
    partner: account(6),
    gives: '0',
    gets: '0',
    note: 'One.',
    merger,
  }
  const text = writePartnershipQuestion(question)
  expect(readPartnershipQuestion(text)).toEqual(question)
  expect(readPartnershipQuestion(`${text}more`)).toBeNull()
  expect(readPartnershipQuestion(writePartnershipQuestion({ ...question, merger: { ...merger, into: merger.from } }))).toBeNull()
})
