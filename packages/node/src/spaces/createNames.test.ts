import { changeRosterCall } from '@daomesh/chain'
import { contentHashOf, foldFacts, keys, nameOf, registersOf } from '@daomesh/governance'
import { type Address, address, type Cbor, type Decision, decisionIdOf, slotOf, to0x, toRecord, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import { createNames } from './createNames.ts'
import { successorsOf } from './successionsIn.ts'

const [ann, ben] = people.map((one) => address.parse(one.address)) as [Address, Address]
const dao = address.parse(`0x${'da'.repeat(20)}`)
const heir = address.parse(`0x${'e1'.repeat(20)}`)
const zero = to0x(new Uint8Array(32))
const deltas = [
  { account: ann, kind: 0, power: 0n, mint: 0n },
  { account: heir, kind: 0, power: 1n, mint: 0n },
]
const decision: Decision = {
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: slotOf(ben, 1n),
  closesAt: 1_000,
  expiresAt: 9_000,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [changeRosterCall(dao, deltas)],
  contentHash: contentHashOf('Replace', 'text'),
}
const id = decisionIdOf(chain.chainId, dao, decision)
const genesis = genesisOf(people.slice(0, 2))

test('M45 a replaced member’s name stands for who came in its place, and between two changes the same registers are handed out', () => {
  const value = {
    by: ben,
    draft: null,
    title: 'Replace',
    content: 'text',
    decision: toRecord(decision) as Cbor,
    entry: 'ab'.repeat(32),
    at: 1,
  }
  let [held, version] = [registersOf([{ key: keys.proposal(id), value }]), 1]
  const registers = {
    get: (key: string) => held.get(key),
    entries: (prefix: string) => held.entries(prefix),
    get version() {
      return version
    },
  }
  const before = foldFacts(genesis, [{ kind: 'founded', genesis }])
  const after = foldFacts(genesis, [
    { kind: 'founded', genesis },
    { kind: 'enacted', decision: id, transaction: zero },
  ])
  const names = createNames(dao)
  expect(nameOf(names(registers, after), heir)).toBeNull()
  expect([[...successorsOf(registers, before, dao)], [...successorsOf(registers, after, dao)]]).toEqual([[], [[ann, heir]]])
  const told = (name: string) => [
    { key: keys.proposal(id), value },
    { key: keys.profile(ann), value: { name } },
  ]
  ;[held, version] = [registersOf(told('Ann')), 2]
  const first = names(registers, after)
  expect(nameOf(first, heir)).toBe('Ann')
  // What was counted under them need not be counted again.
  expect(names(registers, after)).toBe(first)
  ;[held, version] = [registersOf(told('Anna')), 3]
  expect(nameOf(names(registers, after), heir)).toBe('Anna')
  expect(nameOf(names(registers, before), heir)).toBeNull()
})
