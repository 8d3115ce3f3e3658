import { keys, registersOf } from '@daomesh/governance'
import { type Address, address, type DealOpening, ether, type Hex, type Offer, type OfferId, offerId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, people } from '../fixtures/home.ts'
import { signaturesIn } from './bringAgreement.ts'
import { dealOf } from './dealOf.ts'
import { escrowOf } from './escrowOf.ts'

const [issuer, hunter] = people.map((one) => address.parse(one.address)) as [Address, Address]
const opening: DealOpening = {
  v: 1,
  chain,
  escrow: escrowOf(),
  issuer: { kind: 'person', account: issuer },
  hunter: { kind: 'person', account: hunter },
  subject: { post: null, title: 'Lamp', brief: '', tags: [], reward: null, deadline: 0 },
  nonce: '0'.repeat(32),
}
/** Of a hunter that is a person nobody asks the chain. */
const signed = { isSigned: () => false }
const zero: Hex = `0x${'0'.repeat(64)}`
const offer: Offer = {
  side: 'issuer',
  answers: null,
  terms: {
    token: ether,
    amount: '5',
    termsHash: zero,
    deliverBy: 9_000,
    reviewPeriod: 600,
    reviewer: issuer,
    arbiter: issuer,
    defaultSplit: 5_000,
    parent: zero,
    validUntil: 1_000,
  },
  note: '',
  nonce: '0'.repeat(32),
}
const id: OfferId = offerId.parse('ab'.repeat(32))

test('M333 N4 who made a signature is worked out once, however many a hunter brings and however often its deal is read', () => {
  const written = { by: hunter, entry: 'ab'.repeat(32), at: 1, depth: 1 }
  const signatures = Array.from({ length: 300 }, (_, n): Hex => `0x${n.toString(16).padStart(130, '0')}`)
  const registers = registersOf([
    { key: keys.offer(id), value: { ...written, offer } },
    ...signatures.map((signature, n) => ({ key: keys.offerSignature(id, String(n).padStart(64, '0')), value: { ...written, signature } })),
  ])
  let asked = 0
  const node = {
    chainView: { now: () => 100 },
    bounties: { isFunded: () => false },
    adapters: {
      verifier: {
        recoverAccount: (_digest: Hex, signature: Hex) => {
          asked += 1
          return signature === signatures.at(-1) ? hunter : null
        },
      },
    },
  }
  const space = { record: { opening }, registers: () => registers, signed }
  for (let look = 0; look < 5; look++)
    expect(dealOf(node, space)).toMatchObject({ status: 'signed', current: { signature: signatures.at(-1) } })
  expect(asked).toBe(signatures.length)
})

test('M335 of the signatures in a deal none is left out of the turn, however many came after it', () => {
  const written = { by: hunter, entry: 'ab'.repeat(32), at: 1 }
  const signatures = Array.from({ length: 300 }, (_, n): Hex => `0x${n.toString(16).padStart(130, '0')}`)
  const registers = registersOf([
    { key: keys.offer(id), value: { ...written, depth: 1, offer } },
    ...signatures.map((signature, n) => ({
      key: keys.offerSignature(id, String(n).padStart(64, '0')),
      value: { ...written, depth: n + 2, signature },
    })),
  ])
  const node = {
    chainView: { now: () => 100 },
    bounties: { isFunded: () => false },
    adapters: { verifier: { recoverAccount: () => null } },
  }
  const claims = signaturesIn(node, { record: { opening }, registers: () => registers, signed })
  // The newest first: it is asked about at once.
  expect(claims.map(({ signature }) => signature)).toEqual(signatures.toReversed())
})
