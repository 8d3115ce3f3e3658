import { address, type Hex, type Round, type RoundAction, type RoundFact, roundId, zeroAddress } from '@daomesh/protocol'
import { type AbiEvent, encodeAbiParameters, encodeEventTopics, encodeFunctionData } from 'viem'
import { expect, test } from 'vitest'
import { matchingRoundAbi, pairAbi } from '../abis.ts'
import { decodeCall } from '../calls/decodeCall.ts'
import { pairAddress, roundsAddress } from '../calls/factoryAddress.ts'
import { encodeEnactBoth, meetCall, pairTermsOf } from '../pair/pairCalls.ts'
import { decodeRound } from './decodeRound.ts'
import { decodeRoundFact } from './decodeRoundFact.ts'
import { encodeRound } from './encodeRound.ts'
import { projectsHashOf, roundIdOf } from './roundIds.ts'

const at = (i: number) => address.parse(`0x${'ab'.repeat(18)}${i.toString(16).padStart(4, '0')}`)
const hash = (i: number): Hex => `0x${i.toString(16).padStart(2, '0').repeat(32)}`
const projects = [1, 2].map((i) => ({ payee: at(i), contentHash: hash(i) }))
const round: Round = {
  confederation: at(9),
  token: at(0),
  closesAt: 1_900_000_000,
  finaliseBy: 1_900_100_000,
  minimum: 5n,
  capBps: 2500,
  projectsHash: projectsHashOf(projects),
  contentHash: hash(7),
  nonce: 3n,
}

test('A31 what is asked of the contract of rounds is read back as it was; other bytes ask nothing', () => {
  const actions: readonly RoundAction[] = [
    { kind: 'open', round, projects },
    { kind: 'fund', round, amount: 7n },
    { kind: 'contribute', round, seat: 63, place: null, project: 199, amount: 8n },
    { kind: 'contribute', round, seat: 0, place: 0, project: 0, amount: 8n },
    { kind: 'callOff', round },
    { kind: 'finalise', round },
    { kind: 'payout', round, projects, which: [0, 1] },
    { kind: 'refund', round, account: at(4) },
    { kind: 'refundPool', round, numbers: [3, 0] },
    { kind: 'claim', vault: at(0), account: at(1), recipient: at(2) },
  ]
  for (const action of actions) {
    const { to, value, data } = encodeRound(at(5), action)
    expect([to, value, decodeRound(data)]).toEqual([at(5), 0n, action])
  }
  const inEther = { ...round, token: zeroAddress }
  expect(encodeRound(at(5), { kind: 'fund', round: inEther, amount: 7n }).value).toBe(7n)
  expect(encodeRound(at(5), { kind: 'finalise', round: inEther }).value).toBe(0n)
  const view = encodeFunctionData({ abi: matchingRoundAbi, functionName: 'matchesOf', args: [round] })
  expect([decodeRound(view), decodeRound('0x'), decodeRound('0x12345678')]).toEqual([null, null, null])
})

test('A31 the id of a round changes with everything it states, that of its projects with each of them', () => {
  const changes: readonly Partial<Round>[] = [
    { confederation: at(8) },
    { token: at(1) },
    { closesAt: 1 },
    { finaliseBy: 1 },
    { minimum: 6n },
    { capBps: 1 },
    { projectsHash: hash(1) },
    { contentHash: hash(1) },
    { nonce: 4n },
  ]
  expect(new Set([round, ...changes.map((change) => ({ ...round, ...change }))].map(roundIdOf)).size).toBe(10)
  expect(projectsHashOf(projects.toReversed())).not.toBe(projectsHashOf(projects))
})

const logOf = (eventName: 'Opened' | 'Contributed' | 'Credited', indexed: object, values: readonly unknown[]) => {
  const events = matchingRoundAbi.filter((one) => one.type === 'event')
  const inputs: AbiEvent['inputs'] = events.find(({ name }) => name === eventName)?.inputs ?? []
  return {
    topics: encodeEventTopics({ abi: matchingRoundAbi, eventName, args: indexed as never }) as Hex[],
    data: encodeAbiParameters(
      inputs.filter(({ indexed }) => indexed !== true),
      values as never,
    ),
  }
}

test('A31 events of rounds are facts, in lower case; what this version does not know is none', () => {
  const id = roundId.parse(hash(3))
  const opened: RoundFact = { kind: 'opened', id, round, projects, seats: [0, 2, 63] }
  const seats = 1n | (1n << 2n) | (1n << 63n)
  expect(decodeRoundFact(logOf('Opened', { id, confederation: at(9) }, [round, projects, at(4), seats]))).toEqual(opened)
  const given: RoundFact = { kind: 'contributed', id, account: at(1), seat: 4, project: 199, amount: 8n }
  expect(decodeRoundFact(logOf('Contributed', { id, account: at(1) }, [4, 199, 8n]))).toEqual(given)
  const waits: RoundFact = { kind: 'credited', vault: at(1), account: at(2), amount: 5n }
  expect(decodeRoundFact(logOf('Credited', { vault: at(1), account: at(2) }, [5n]))).toEqual(waits)
  expect(decodeRoundFact({ topics: [hash(1)], data: '0x' })).toBeNull()
})

test('A32 the terms of a pair name both DAOs and all that they do, in either order; a recorded side brings no sheets', () => {
  const call = { target: at(1), value: 0n, data: '0x' as const, codeHash: hash(0) }
  const [one, other] = [
    { dao: at(1), calls: [call] },
    { dao: at(2), calls: [] },
  ]
  const terms = pairTermsOf(one, other)
  expect(pairTermsOf(other, one)).toBe(terms)
  for (const changed of [
    { ...one, dao: at(3) },
    { ...one, calls: [] },
    { ...one, calls: [{ ...call, codeHash: hash(1) }] },
  ])
    expect(pairTermsOf(changed, other)).not.toBe(terms)
  const meet = meetCall(at(5), terms, hash(8))
  const decision = {
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: 1n,
    closesAt: 1,
    expiresAt: 2,
    executor: at(5),
    afterDecision: hash(0),
    calls: [meet],
    contentHash: hash(1),
  }
  const sides = [one, other].map(({ dao }) => ({ dao, decision, recorded: true as const, witness: hash(2) }))
  const [a, b] = sides
  if (a === undefined || b === undefined) throw new RangeError('two sides')
  const sent = encodeEnactBoth(1n, at(5), b, a)
  const arguments_ = [a, b].map(({ dao }) => ({ dao, decision, others: [], sheets: hash(2), recorded: true })) as [never, never]
  expect(sent).toEqual({ to: at(5), value: 0n, data: encodeFunctionData({ abi: pairAbi, functionName: 'enactBoth', args: arguments_ }) })
})

test('A31 A32 calls of rounds and pairs are named for people at their own address alone', () => {
  const { data } = encodeRound(roundsAddress(), { kind: 'callOff', round })
  expect(decodeCall({ target: roundsAddress(), value: 0n, data })).toMatchObject({ contract: 'MatchingRound', function: 'callOff' })
  expect(decodeCall({ target: at(1), value: 0n, data })).toMatchObject({ kind: 'raw' })
  const meet = meetCall(pairAddress(), hash(1), hash(2))
  const args = [{ name: 'terms', type: 'bytes32', value: hash(1) }]
  expect(decodeCall(meet)).toEqual({ kind: 'known', contract: 'Pair', function: 'meet', args })
})
