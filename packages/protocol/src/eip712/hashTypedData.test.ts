import fc from 'fast-check'
import { hashTypedData as viemHash, hashStruct as viemStruct, type Hex as ViemHex } from 'viem'
import { expect, test } from 'vitest'
import { to0x } from '../bytes.ts'
import type { Address } from '../ids.ts'
import { daomeshDomain, decisionIdOf, encodeType, genesisHashOf, hashTypedData, type SignedMessageName, slotOf } from './hashTypedData.ts'
import { type Decision, typedData } from './types.ts'

const hex = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(to0x)
const address = hex(20) as fc.Arbitrary<Address>
const bytes32 = hex(32)
const uint = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n })
const nat = (bits: number) => fc.integer({ min: 0, max: 2 ** bits - 1 })

/** One arbitrary per EIP-712 type, made from the descriptions themselves, so that a new field is covered without a word here. */
const ofType = (type: string): fc.Arbitrary<unknown> => {
  if (type.endsWith('[]')) return fc.array(ofType(type.slice(0, -2)), { maxLength: 4 })
  if (type in typedData) return ofStruct(type as keyof typeof typedData)
  if (type === 'string') return fc.string({ unit: 'grapheme', maxLength: 40 })
  if (type === 'bytes') return fc.uint8Array({ maxLength: 80 }).map(to0x)
  if (type === 'address') return address
  if (type === 'bytes32') return bytes32
  const bits = Number(type.slice(4))
  return bits <= 48 ? nat(bits) : uint(bits)
}
const ofStruct = (name: keyof typeof typedData): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(typedData[name].map((field) => [field.name, ofType(field.type)])))

const names: readonly SignedMessageName[] = [
  'LinkDevice',
  'UnlinkDevice',
  'Genesis',
  'Decision',
  'BallotSheet',
  'PledgeSheet',
  'Agreement',
  'Split',
  'Delivery',
  'Release',
  'Acceptance',
  'Settlement',
  'Contest',
  'Freeing',
  'Redirection',
]
const domains = fc.record({ chainId: uint(64), contract: fc.option(address, { nil: undefined }) })

for (const name of names)
  test(`P7: the digest of a ${name} is the one of EIP-712, as viem computes it`, () => {
    fc.assert(
      fc.property(domains, ofStruct(name), ({ chainId, contract }, message) => {
        const domain = daomeshDomain(chainId, contract)
        const theirs = viemHash({ domain, types: typedData, primaryType: name, message } as never)
        expect(hashTypedData(domain, name, message as never)).toBe(theirs)
      }),
      { numRuns: 60 },
    )
  })

test('P7: referred types stand behind in alphabetical order', () => {
  expect(encodeType('Genesis')).toBe(
    'Genesis(uint256 chainId,bytes32 chainGenesis,string name,Member[] members,Rules rules,bytes32 salt)Member(address account,uint8 kind,uint64 power,uint128 shares)Rules(uint8 mode,uint16 quorumBps,uint16 thresholdBps,uint32 votingPeriod,uint32 gracePeriod,uint32 challengeWindow,uint32 credits,uint16 incomeBps,uint32 refundCap)',
  )
  expect(encodeType('BallotSheet')).toBe(
    'BallotSheet(address member,uint64 revision,Choice[] choices)Choice(bytes32 decision,uint8 support,uint64 votes)',
  )
})

test('P8/C2: a decision’s id changes with the chain, the DAO and every field', () => {
  const zero32: ViemHex = `0x${'00'.repeat(32)}`
  const dao = `0x${'11'.repeat(20)}` as Address
  const decision: Decision = {
    rosterEpoch: 1,
    rulesEpoch: 2,
    slot: 3n,
    closesAt: 4,
    expiresAt: 5,
    executor: dao,
    afterDecision: zero32,
    calls: [{ target: dao, value: 1n, data: '0x01', codeHash: zero32 }],
    contentHash: zero32,
  }
  const changes: Partial<Decision>[] = [
    { rosterEpoch: 9 },
    { rulesEpoch: 9 },
    { slot: 9n },
    { closesAt: 9 },
    { expiresAt: 9 },
    { executor: `0x${'22'.repeat(20)}` as Address },
    { afterDecision: `0x${'01'.repeat(32)}` },
    { contentHash: `0x${'01'.repeat(32)}` },
    { calls: [] },
    { calls: [{ target: dao, value: 2n, data: '0x01', codeHash: zero32 }] },
    { calls: [{ target: dao, value: 1n, data: '0x0100', codeHash: zero32 }] },
    { calls: [...decision.calls, ...decision.calls] },
  ]
  const ids = [
    decisionIdOf(1n, dao, decision),
    decisionIdOf(2n, dao, decision),
    decisionIdOf(1n, `0x${'12'.repeat(20)}` as Address, decision),
    ...changes.map((change) => decisionIdOf(1n, dao, { ...decision, ...change })),
  ]
  expect(new Set(ids).size).toBe(ids.length)
})

test('P8: a genesis hash is the struct hash alone, and a slot is proposer and counter', () => {
  fc.assert(
    fc.property(ofStruct('Genesis'), (genesis) => {
      expect(genesisHashOf(genesis as never)).toBe(viemStruct({ data: genesis, types: typedData, primaryType: 'Genesis' } as never))
    }),
    { numRuns: 30 },
  )
  const proposer = `0x${'ab'.repeat(20)}` as Address
  expect(slotOf(proposer, 7n)).toBe((BigInt(proposer) << 96n) + 7n)
})
