import { contentHashOf, foldFacts, keys, registersOf } from '@daomesh/governance'
import {
  type Address,
  address,
  type Cbor,
  type ChainFact,
  type Decision,
  decisionIdOf,
  ether,
  type RecordedState,
  slotOf,
  supports,
  to0x,
  toRecord,
  zeroAddress,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, genesisOf, people } from '../fixtures/home.ts'
import type { ReadDao } from '../spaces/space.ts'
import { pendingAfter } from './pendingAfter.ts'

const [ann, ben] = people.map((one) => address.parse(one.address)) as [Address, Address]
const dao = address.parse(`0x${'da'.repeat(20)}`)
const zero = to0x(new Uint8Array(32))
const closesAt = 1_000
const [title, content] = ['Mend the weir', 'All of it.']
const decision: Decision = {
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: slotOf(ann, 1n),
  closesAt,
  expiresAt: 9_000,
  executor: zeroAddress,
  afterDecision: zero,
  calls: [{ target: ben, value: 700n, data: '0x', codeHash: zero }],
  contentHash: contentHashOf(title, content),
}
const id = decisionIdOf(chain.chainId, dao, decision)
const made = genesisOf(people.slice(0, 3))
const genesis = { ...made, rules: { ...made.rules, quorumBps: 0, thresholdBps: 5_000, challengeWindow: 100, gracePeriod: 0 } }
const seat = BigInt(genesis.members.findIndex(({ account }) => account === ann))
const ballot = {
  key: keys.ballot(id, ann),
  value: { member: ann, revision: '1', digest: zero, support: supports.for, votes: '0', cost: '0', reason: '', entry: 'a', at: 0 },
}
const recorded: ChainFact = {
  kind: 'recorded',
  decision: id,
  record: {
    rosterEpoch: 0,
    rulesEpoch: 0,
    start: 1_100,
    windowEnd: 1_200,
    passes: true,
    against: 0n,
    for: 1n << seat,
    abstain: 0n,
    ballots: [{ seat: Number(seat), support: supports.for, votes: 0, revision: 1n, digest: '0x00000000' }],
  } satisfies RecordedState,
  transaction: zero,
}
/** What an exit of Ann that leaves 500 wei touches at this second. */
const touched = (now: number, ...facts: readonly ChainFact[]) => {
  const registers = registersOf([
    {
      key: keys.proposal(id),
      value: { by: ann, draft: null, title, content, decision: toRecord(decision) as Cbor, entry: 'ab'.repeat(32), at: 1 },
    },
    ballot,
  ])
  const state = foldFacts(genesis, [{ kind: 'founded', genesis }, ...facts])
  const space: ReadDao = {
    record: { dao, chain },
    registers: () => registers,
    chainState: () => state,
    facts: { events: () => [{ block: 1n, blockHash: zero, transaction: zero, logIndex: 0, fact: { kind: 'founded', genesis }, at: 500 }] },
    spentSlots: { slots: () => new Set<bigint>() },
  }
  return pendingAfter({ chainView: { now: () => now } }, space, { left: new Map([[ether, 500n]]), leaver: ann }).map(
    ({ effects }) => effects,
  )
}

test('M56 M357 an exit is told of what passes, was recorded and waits to be carried out, as of what is open', () => {
  const both = [['ballotLost', 'short']]
  expect(touched(closesAt)).toEqual(both)
  expect(touched(closesAt + 1)).toEqual(both)
  expect(touched(1_150, recorded)).toEqual(both)
  expect(touched(1_300, recorded)).toEqual(both)
  expect(touched(9_001, recorded)).toEqual([])
})
