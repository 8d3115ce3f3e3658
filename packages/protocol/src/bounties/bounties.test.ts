import { hashTypedData as viemHash } from 'viem'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toRecord } from '../bodies/eip712Bodies.ts'
import { encodeType } from '../eip712/hashTypedData.ts'
import { typedData } from '../eip712/types.ts'
import { type Address, address, bytes32 } from '../ids.ts'
import { type Agreement, agreementSchema } from './agreement.ts'
import { bountyDomain, bountyIdOf, noBounty } from './bountyId.ts'
import { bountyPlaceSchema } from './bountyPlace.ts'
import { bountyPlanSchema } from './bountyPlan.ts'
import { type Delivery, deliveryHashOf, deliverySchema } from './delivery.ts'
import { decodeTerms, encodeTerms, type Terms, termsHashOf } from './terms.ts'

const at = (byte: string): Address => address.parse(`0x${byte.repeat(20)}`)
const escrow = at('e5')
const terms: Terms = { v: 1, title: 'Fence', brief: 'Ten *metres*.', tags: ['wood'], files: ['ab'.repeat(32)] }
const agreement: Agreement = {
  issuer: at('a1'),
  hunter: at('b0'),
  token: at('00'),
  amount: 10n ** 18n,
  termsHash: termsHashOf(terms),
  deliverBy: 1_900_000_000,
  reviewPeriod: 259_200,
  reviewer: at('a1'),
  arbiter: at('c0'),
  defaultSplit: 5000,
  parent: noBounty,
  validUntil: 1_890_000_000,
  nonce: 7n,
}

test('P50 C2 the id of a bounty is the digest of its agreement, and changes with every field, the chain and the escrow', () => {
  const id = bountyIdOf(31_337n, escrow, agreement)
  const types = { Agreement: typedData.Agreement }
  expect(id).toBe(viemHash({ domain: bountyDomain(31_337n, escrow), types, primaryType: 'Agreement', message: agreement } as never))
  const other = at('99')
  const changes: Partial<Agreement>[] = [
    { issuer: other },
    { hunter: other },
    { token: other },
    { amount: 1n },
    { termsHash: bytes32.parse(`0x${'01'.repeat(32)}`) },
    { deliverBy: 1 },
    { reviewPeriod: 1 },
    { reviewer: other },
    { arbiter: other },
    { defaultSplit: 1 },
    { parent: id },
    { validUntil: 1 },
    { nonce: 8n },
  ]
  expect(changes.map((change) => Object.keys(change)[0])).toEqual(typedData.Agreement.map(({ name }) => name))
  const ids = [
    id,
    bountyIdOf(1n, escrow, agreement),
    bountyIdOf(31_337n, other, agreement),
    ...changes.map((change) => bountyIdOf(31_337n, escrow, { ...agreement, ...change })),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})

test('P50 an agreement is read back from its record as it was, and nothing else is read', () => {
  const record = toRecord(agreement) as Record<string, unknown>
  expect(agreementSchema.parse(record)).toEqual(agreement)
  const bad = [
    { amount: '-1' },
    { amount: (1n << 128n).toString() },
    { amount: 5 },
    { defaultSplit: 10_001 },
    { deliverBy: 2 ** 40 },
    { reviewPeriod: 2 ** 32 },
    { nonce: (1n << 256n).toString() },
    { arbiter: '0x12' },
    { extra: 1 },
  ]
  for (const change of bad) expect(agreementSchema.safeParse({ ...record, ...change }).success).toBe(false)
})

test('P52 what is signed for the escrow has the type strings that the contract hashes', () => {
  const names = ['Split', 'Delivery', 'Release', 'Acceptance', 'Settlement', 'Contest', 'Freeing', 'Redirection'] as const
  expect(names.map(encodeType)).toEqual([
    'Split(bytes32 bounty,uint8 number,bytes32 root,uint128 sum)',
    'Delivery(bytes32 bounty,bytes32 contentHash)',
    'Release(bytes32 bounty)',
    'Acceptance(bytes32 node,uint8 split,uint32 block,uint64 leaves)',
    'Settlement(bytes32 bounty,uint128 hunterAmount,uint40 validUntil)',
    'Contest(bytes32 node)',
    'Freeing(bytes32 node,uint128 amount)',
    'Redirection(bytes32 node,address to)',
  ])
})

test('P51 terms have one encoding, whose SHA-256 changes with every letter, and nothing else is read as terms', () => {
  expect(decodeTerms(encodeTerms(terms))).toEqual(terms)
  const changed: Terms[] = [
    { ...terms, title: 'Fences' },
    { ...terms, brief: 'Ten *metres*' },
    { ...terms, tags: [] },
    { ...terms, files: [] },
  ]
  expect(new Set([terms, ...changed].map(termsHashOf)).size).toBe(5)
  const broken = fc.uint8Array({ maxLength: 300 })
  fc.assert(
    fc.property(broken, (bytes) => {
      expect(() => decodeTerms(bytes)).toThrow(expect.objectContaining({ code: 'BOUNTY_TERMS' }) as Error)
    }),
    { numRuns: 200 },
  )
  expect(() => decodeTerms(encodeTerms({ ...terms, title: 'a\nb' }))).toThrow('BOUNTY_TERMS')
})

test('P70 the hash of a delivery changes with its bounty, each letter and each file, and a name of a file cannot leave its folder', () => {
  const file = { file: 'ab'.repeat(32), hash: 'cd'.repeat(32), name: 'fence.jpg', size: 7 }
  const shape = { v: 1, bounty: noBounty, note: 'Done.', files: [file] }
  const delivery = deliverySchema.parse(shape)
  const others: Partial<Delivery>[] = [
    { bounty: bountyIdOf(1n, escrow, agreement) },
    { note: 'Done!' },
    { files: [] },
    ...[{ hash: 'ce'.repeat(32) }, { name: 'gate.jpg' }, { size: 8 }].map((change) => ({
      files: [{ ...delivery.files[0], ...change }] as never,
    })),
  ]
  const hashes = [delivery, ...others.map((change) => ({ ...delivery, ...change }))].map(deliveryHashOf)
  expect(new Set(hashes).size).toBe(others.length + 1)
  expect(deliverySchema.safeParse({ ...shape, files: [{ ...file, name: '../keys' }] }).success).toBe(false)
})

test('P80 a place in a pyramid holds whole splits and no words of others, and nothing else is read', () => {
  const leaf = { agreement: toRecord(agreement), planned: { root: noBounty, sum: '4' } }
  const level = { split: 1, index: 0, leaves: [leaf], signature: '0x' }
  const place = { root: toRecord(agreement), levels: [level], terms: null }
  expect(toRecord(bountyPlaceSchema.parse(place))).toEqual(place)
  const signed = { ...level, split: 0, signature: `0x${'ab'.repeat(65)}` }
  expect(bountyPlaceSchema.safeParse({ ...place, levels: Array.from({ length: 32 }, () => signed) }).success).toBe(true)
  for (const levels of [
    [],
    Array.from({ length: 33 }, () => level),
    [{ ...level, split: 33 }],
    [{ ...level, index: -1 }],
    [{ ...level, leaves: [] }],
    [{ ...level, leaves: [{ ...leaf, terms }] }],
    [{ ...level, leaves: [{ ...leaf, planned: { root: noBounty, sum: `${1n << 128n}` } }] }],
    [{ ...level, signature: '0xab' }],
    [{ ...level, node: noBounty }],
  ])
    expect(bountyPlaceSchema.safeParse({ ...place, levels }).success).toBe(false)
})

test('P99 how a bounty is passed on holds the way to each split, its leaves and a signature or none, no words, and nothing else is read', () => {
  const leaf = { agreement: toRecord(agreement), planned: null }
  const split = { way: [], split: 0, leaves: [leaf], signature: '0x' }
  const below = { ...split, way: [{ split: 0, index: 0 }], signature: `0x${'ab'.repeat(65)}` }
  const plan = { agreement: toRecord(agreement), splits: [split, below] }
  expect(toRecord(bountyPlanSchema.parse(plan))).toEqual(plan)
  for (const splits of [
    [{ ...split, leaves: [] }],
    [{ ...split, split: -1 }],
    [{ ...split, signature: '0xab' }],
    [{ ...split, way: [{ split: 0, index: -1 }] }],
    [{ ...split, way: Array.from({ length: 33 }, () => ({ split: 0, index: 0 })) }],
    [{ ...split, leaves: [{ ...leaf, terms }] }],
    [{ ...split, note: 'words' }],
  ])
    expect(bountyPlanSchema.safeParse({ ...plan, splits }).success).toBe(false)
})
