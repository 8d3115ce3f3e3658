import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toRecord } from '../bodies/eip712Bodies.ts'
import { agreementSchema } from '../bounties/agreement.ts'
import { type Terms, termsHashOf } from '../bounties/terms.ts'
import { hash, hash0x } from '../fixtures/entries.ts'
import { address, spaceId } from '../ids.ts'
import { limits } from '../limits.ts'
import { agreementOf, bountyOfOffer } from './agreementOf.ts'
import { type Offer, offerIdOf, offerSchema, offerTermsSchema } from './dealBodies.ts'
import { type DealOpening, dealOpeningSchema, dealSpaceOf, decodeDealOpening, encodeDealOpening } from './dealOpening.ts'
import { accountOfParty, organisationOf, otherSide } from './party.ts'

const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
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
const chain = { chainId: 31_337n, genesisHash: hash0x('g') }
const genesis = {
  chainId: chain.chainId,
  chainGenesis: chain.genesisHash,
  name: 'Mesh',
  members: [{ account: account(1), kind: 0, power: 1n, shares: 1n }],
  rules,
  salt: hash0x('s'),
}
const opening: DealOpening = {
  v: 1,
  chain,
  escrow: account(8),
  issuer: { kind: 'dao', dao: account(7), factory: account(9), genesis },
  hunter: { kind: 'person', account: account(4) },
  subject: { post: null, title: 'Lamp', brief: 'A lamp.', tags: ['light'], reward: { token: account(0), amount: '5' }, deadline: 9 },
  nonce: 'd'.repeat(32),
}
const brief: Terms = { v: 1, title: 'Lamp', brief: 'A lamp.', tags: ['light'], files: [] }
const offer: Offer = {
  side: 'hunter',
  answers: null,
  terms: {
    token: account(0),
    amount: '5',
    termsHash: termsHashOf(brief),
    deliverBy: 9,
    reviewPeriod: 3,
    reviewer: account(1),
    arbiter: account(2),
    defaultSplit: 5000,
    parent: hash0x('p'),
    validUntil: 8,
  },
  note: '',
  nonce: 'e'.repeat(32),
}

test('P30 an opening is read back from its canonical bytes, and every part of it makes another space', () => {
  expect(decodeDealOpening(encodeDealOpening(opening))).toEqual(opening)
  const others: readonly DealOpening[] = [
    { ...opening, escrow: account(6) },
    { ...opening, chain: { ...chain, chainId: 1n } },
    { ...opening, issuer: { kind: 'person', account: account(7) } },
    { ...opening, hunter: { kind: 'person', account: account(5) } },
    { ...opening, hunter: opening.issuer, issuer: opening.hunter },
    { ...opening, subject: { ...opening.subject, title: 'Lamps' } },
    { ...opening, nonce: '0'.repeat(32) },
  ]
  expect(new Set([opening, ...others].map(dealSpaceOf)).size).toBe(others.length + 1)
  expect(accountOfParty(opening.issuer)).toBe(account(7))
  expect(otherSide(otherSide('hunter'))).toBe('hunter')
  expect(organisationOf(chain, opening.hunter)).not.toBe(organisationOf(chain, { kind: 'person', account: account(5) }))
})

test('P30 D1 one account on both sides, a DAO of another chain, and what is no opening are refused', () => {
  const person = { kind: 'person', account: account(7) } as const
  for (const wrong of [
    { ...opening, hunter: person },
    { ...opening, chain: { ...chain, chainId: 5n } },
    { ...opening, chain: { ...chain, genesisHash: hash0x('h') } },
    { ...opening, more: 1 },
    // Capitals name the same account: it would be a second form of one deal.
    { ...opening, hunter: { ...person, account: account(0xabc).replace('abc', 'ABC') } },
    { ...opening, subject: { ...opening.subject, brief: 'x'.repeat(limits.dealBriefBytes + 1) } },
    { ...opening, subject: { ...opening.subject, title: 'two\nlines' } },
  ])
    expect(() => decodeDealOpening(encodeDealOpening(wrong as DealOpening))).toThrow('DEAL_MALFORMED')
  expect(() => decodeDealOpening(new Uint8Array(limits.dealOpeningBytes + 1))).toThrow('DEAL_MALFORMED')
  const good = encodeDealOpening(opening)
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bent = good.slice()
      bent[at] = ((bent[at] ?? 0) + by) % 256
      try {
        // What still reads is another deal.
        expect(dealSpaceOf(decodeDealOpening(bent))).not.toBe(dealSpaceOf(opening))
      } catch (error) {
        expect(String(error)).toContain('DEAL_MALFORMED')
      }
    }),
    { numRuns: 300 },
  )
})

test('P30 two full rosters with the longest brief fit into an opening', () => {
  const full = (n: number): DealOpening['issuer'] => ({
    kind: 'dao',
    dao: account(n),
    factory: account(9),
    genesis: {
      ...genesis,
      members: Array.from({ length: limits.rosterMembers }, (_, i) => ({
        account: account(2 ** 40 * n + i + 1),
        kind: 0,
        power: 2n ** 64n - 1n,
        shares: 2n ** 128n - 1n,
      })),
    },
  })
  const long = { ...opening, issuer: full(3), hunter: full(4), subject: { ...opening.subject, brief: 'x'.repeat(limits.dealBriefBytes) } }
  expect(dealOpeningSchema.safeParse(decodeDealOpening(encodeDealOpening(long))).success).toBe(false)
  expect(dealSpaceOf(decodeDealOpening(encodeDealOpening(long)))).toBe(dealSpaceOf(long))
})

test('P31 an offer stands under all it says in its deal, and its agreement follows from both', () => {
  const agreement = agreementOf(opening, offer)
  expect(agreement).toMatchObject({ issuer: account(7), hunter: account(4), amount: 5n, termsHash: termsHashOf(brief) })
  expect(agreement.nonce).toBe(BigInt(`0x${offerIdOf(dealSpaceOf(opening), offer)}`))
  expect(agreementSchema.parse(toRecord(agreement))).toEqual(agreement)
  const other = { ...opening, nonce: '0'.repeat(32) }
  expect(new Set([bountyOfOffer(opening, offer), bountyOfOffer(other, offer), bountyOfOffer(opening, { ...offer, note: '.' })]).size).toBe(
    3,
  )
  const [here, there] = ['a', 'b'].map((name) => spaceId.parse(hash(name))) as [
    ReturnType<typeof spaceId.parse>,
    ReturnType<typeof spaceId.parse>,
  ]
  const offers: readonly Offer[] = [
    offer,
    { ...offer, side: 'issuer' },
    { ...offer, note: 'Soon.' },
    { ...offer, nonce: 'f'.repeat(32) },
    { ...offer, terms: { ...offer.terms, amount: '6' } },
  ]
  expect(new Set([...offers.map((one) => offerIdOf(here, one)), offerIdOf(there, offer)]).size).toBe(offers.length + 1)
})

test('P31 terms that no agreement can hold are no offer', () => {
  expect(offerSchema.safeParse(offer).success).toBe(true)
  for (const wrong of [
    { amount: '0' },
    { amount: (1n << 128n).toString() },
    { amount: '-1' },
    { amount: 'x' },
    { defaultSplit: 10_001 },
    { deliverBy: 2 ** 40 },
    { reviewPeriod: 2 ** 32 },
  ])
    expect(offerTermsSchema.safeParse({ ...offer.terms, ...wrong }).success).toBe(false)
  expect(offerSchema.safeParse({ ...offer, terms: { ...offer.terms, validUntil: 9 } }).success).toBe(false)
})
