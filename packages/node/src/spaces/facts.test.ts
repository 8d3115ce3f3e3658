import { address, bytes32, type ChainEvent, type ChainFact, decisionId, emptyCut, extendCut, hexBytes, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { openFactLog } from './facts.ts'

const space = spaceId.parse('5e'.repeat(32))
const [ada, ben] = ['aa', 'bb'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
]
const decision = decisionId.parse(`0x${'dd'.repeat(32)}`)
const hash = (byte: string) => bytes32.parse(`0x${byte.repeat(32)}`)
const rules = {
  mode: 1,
  quorumBps: 5_000,
  thresholdBps: 5_000,
  votingPeriod: 60,
  gracePeriod: 0,
  challengeWindow: 60,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
const members = [{ account: ada, kind: 0, power: 2n ** 63n, shares: 2n ** 100n }]
const record = {
  rosterEpoch: 1,
  rulesEpoch: 0,
  start: 100,
  windowEnd: 160,
  passes: true,
  against: 0n,
  for: 2n ** 200n,
  abstain: 1n,
  ballots: [
    { seat: 0, support: 1, votes: 0, revision: 2n ** 60n, digest: hexBytes.parse('0x0badcafe') },
    { seat: 1, support: null, votes: 3, revision: 1n, digest: hexBytes.parse('0x00000000') },
  ],
}

/** One of each kind: the compiler asks for whatever is added. */
const facts: { readonly [kind in ChainFact['kind']]: Extract<ChainFact, { readonly kind: kind }> } = {
  founded: { kind: 'founded', genesis: { chainId: 31_337n, chainGenesis: hash('11'), name: 'Meadow', members, rules, salt: hash('22') } },
  rosterChanged: { kind: 'rosterChanged', epoch: 1, members },
  rulesChanged: { kind: 'rulesChanged', rulesEpoch: 1, rules },
  enacted: { kind: 'enacted', decision, transaction: hash('33') },
  failed: { kind: 'failed', decision, reason: 'Dao_Underfunded', transaction: hash('33') },
  recorded: { kind: 'recorded', decision, record, transaction: hash('33') },
  revoked: { kind: 'revoked', member: ada, minRevision: 2n ** 63n },
  ragequit: { kind: 'ragequit', member: ben, shares: 2n ** 100n, full: true },
  distributed: { kind: 'distributed', token: ada, amount: 3n, toTreasury: 2n, toMembers: 1n },
  credited: { kind: 'credited', account: ben, token: ada, amount: 1n },
  claimed: { kind: 'claimed', account: ben, token: ada, recipient: ben, credit: 1n, paid: 1n },
}

test('M89 every kind of chain fact is there after a start without a chain, as it was told', () => {
  const meta = memoryMeta()
  const events = Object.values(facts).map((fact, i): ChainEvent => ({
    block: 7n,
    blockHash: hash('44'),
    transaction: hash('33'),
    logIndex: i,
    at: 1_800_000_000,
    fact,
  }))
  openFactLog(meta, space).append(events, { number: 7n, hash: hash('44') })
  const again = openFactLog(meta, space)
  expect(again.events()).toEqual(events)
  expect(again.cursor()).toMatchObject({ number: 7n, hash: hash('44') })
  expect(again.cut()).toEqual(Object.values(facts).reduce(extendCut, emptyCut))
})

test('M283 a page of facts that is handed over again, since what came after it failed, adds nothing, now and after a start', () => {
  const meta = memoryMeta()
  const at = (block: bigint, logIndex: number, fact: ChainFact): ChainEvent => ({
    block,
    blockHash: hash('44'),
    transaction: hash('33'),
    logIndex,
    at: 1_800_000_000,
    fact,
  })
  const [first, second, third] = [at(7n, 0, facts.founded), at(7n, 3, facts.credited), at(9n, 0, facts.claimed)]
  const log = openFactLog(meta, space)
  expect(log.append([first, second], { number: 7n, hash: hash('44') })).toEqual([first, second])
  expect(log.append([first, second], { number: 7n, hash: hash('44') })).toEqual([])
  expect(log.append([second, third], { number: 9n, hash: hash('44') })).toEqual([third])
  const told = [first, second, third]
  for (const one of [log, openFactLog(meta, space)]) {
    expect(one.events()).toEqual(told)
    expect(one.cut()).toEqual(told.map(({ fact }) => fact).reduce(extendCut, emptyCut))
  }
})
