import { address, type EscrowAction, type EscrowGroup, type Hex, noBounty } from '@daomesh/protocol'
import fc from 'fast-check'
import { encodeAbiParameters, encodeEventTopics } from 'viem'
import { expect, test } from 'vitest'
import { bountyEscrowAbi } from '../abis.ts'
import { decodeBountyFact } from './decodeBountyFact.ts'
import { decodeEscrow } from './decodeEscrow.ts'
import { bondOf, encodeEscrow } from './encodeEscrow.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const word = (byte: string): Hex => `0x${byte.repeat(32)}`
const escrow = at('e5')
const agreement = {
  issuer: at('a1'),
  hunter: at('b0'),
  token: at('00'),
  amount: 1000n,
  termsHash: word('07'),
  deliverBy: 2_000_000_000,
  reviewPeriod: 86_400,
  reviewer: at('a2'),
  arbiter: at('c0'),
  defaultSplit: 5000,
  parent: noBounty,
  validUntil: 1_900_000_000,
  nonce: 3n,
}
const group: EscrowGroup = {
  from: 0,
  split: 1,
  block: 2,
  shown: 5n,
  pay: 4n,
  depth: 1,
  leaves: [
    { payee: at('d1'), amount: 5n, agreement: word('01') },
    { payee: at('d2'), amount: 700n, agreement: word('02'), split: { root: word('03'), sum: 4n } },
  ],
  siblings: [{ hash: new Uint8Array(32).fill(9), sum: 1n << 100n }],
  signature: '0xabcd',
}
const path = [group]
const entry = { from: 1, number: 1, root: word('0a'), sum: 3n, signature: '0x' } as const
const actions: readonly EscrowAction[] = [
  { kind: 'fund', agreement, hunterSignature: '0x1234' },
  { kind: 'cancel', agreement },
  { kind: 'split', agreement, path, splits: [entry] },
  { kind: 'deliver', agreement, contentHash: word('0c'), signature: '0x' },
  { kind: 'accept', agreement, signature: '0x' },
  { kind: 'acceptLeaves', agreement, path, levels: [{ from: 0, split: 1, block: 2, leaves: 5n, signature: '0x' }] },
  { kind: 'object', agreement, reasonHash: word('0d') },
  { kind: 'objectLeaf', agreement, path, sub: { ...agreement, amount: 700n }, reasonHash: word('0d') },
  { kind: 'contest', node: word('0e'), signature: '0x' },
  { kind: 'rule', node: word('0e'), hunterAmount: 9n },
  { kind: 'release', agreement },
  { kind: 'refund', agreement },
  { kind: 'settle', agreement, hunterAmount: 10n, validUntil: 5, hunterSignature: '0x11', issuerSignature: '0x22' },
  { kind: 'payout', agreement, groups: path },
  { kind: 'free', agreement, path, amount: 2n, signature: '0x' },
  { kind: 'redirect', agreement, path, to: at('d3'), signature: '0x' },
  { kind: 'claim', vault: at('00'), account: at('d1'), recipient: at('d1') },
]

test('A30 every action is read back from its call as it was, and other bytes ask for nothing', () => {
  for (const action of actions) expect(decodeEscrow(encodeEscrow(escrow, action).data)).toEqual(action)
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => decodeEscrow(`0x${Buffer.from(bytes).toString('hex')}`) === null))
})

test('A30 R31 words that hold more than their type ask for nothing: who reads the arbiter would not see what was signed', () => {
  const { data } = encodeEscrow(escrow, { kind: 'fund', agreement, hunterSignature: '0x1234' })
  const arbiter = 2 + 8 + 64 * 8
  expect(data.slice(arbiter, arbiter + 64)).toBe(agreement.arbiter.slice(2).padStart(64, '0'))
  expect(decodeEscrow(`${data.slice(0, arbiter)}01${data.slice(arbiter + 2)}` as Hex)).toBeNull()
  expect(decodeEscrow(`${data}00`)).toBeNull()
})

test('A30 C11 what must come in ETH is the amount or the bond, and nothing for a token', () => {
  const valueOf = (kind: EscrowAction['kind']) => encodeEscrow(escrow, actions.find((one) => one.kind === kind) as EscrowAction).value
  expect([valueOf('fund'), valueOf('object'), valueOf('objectLeaf'), valueOf('payout')]).toEqual([1000n, bondOf(1000n), bondOf(700n), 0n])
  const coins = { ...agreement, token: at('cc') }
  expect(encodeEscrow(escrow, { kind: 'fund', agreement: coins, hunterSignature: '0x' }).value).toBe(0n)
  expect(encodeEscrow(escrow, { kind: 'object', agreement: coins, reasonHash: noBounty }).value).toBe(0n)
})

test('A30 events are facts: bitmaps become places, packed payments are taken apart, foreign ones are none', () => {
  const id = word('aa')
  const topicsOf = (name: 'Paid' | 'LeavesAccepted') =>
    encodeEventTopics({ abi: bountyEscrowAbi, eventName: name, args: { id, node: word('bb') } } as never) as Hex[]
  const packed: Hex = `0x00000041${'d1'.repeat(20)}${'0'.repeat(31)}7`
  const paid = (payments: Hex) => encodeAbiParameters([{ type: 'uint8' }, { type: 'bytes' }], [1, payments])
  expect(decodeBountyFact({ topics: topicsOf('Paid'), data: paid(packed) })).toEqual({
    kind: 'paid',
    id,
    node: word('bb'),
    split: 1,
    payments: [{ index: 65, payee: at('d1'), margin: 7n }],
  })
  expect(decodeBountyFact({ topics: topicsOf('Paid'), data: paid('0x00') })).toBeNull()
  const level = encodeAbiParameters([{ type: 'uint8' }, { type: 'uint32' }, { type: 'uint64' }], [1, 1, 9n])
  expect(decodeBountyFact({ topics: topicsOf('LeavesAccepted'), data: level })).toMatchObject({ kind: 'leavesAccepted', leaves: [64, 67] })
  expect(decodeBountyFact({ topics: [word('99')], data: '0x' })).toBeNull()
})
