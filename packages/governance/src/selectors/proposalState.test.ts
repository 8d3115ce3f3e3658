import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisState } from '../facts/chainState.ts'
import { ann, ben, dan, decisionOf, entryOf, genesis, idOf, rules, seat } from '../fixtures/dao.ts'
import { listProposals, proposalState } from './proposalState.ts'
import { fold, founded, later, transaction, hosting, party, submitted, cast, bothYes, stateAt, statusOf } from '../fixtures/voting.ts'

test('S1: a proposal is open, then decisive, then closed, then expired, at the boundaries of the contract', () => {
  const registers = fold(submitted(hosting), cast(ann, 1n, supports.for))
  expect([1000, 1001, 2000, 2001].map((now) => statusOf(registers, founded, now))).toEqual(['open', 'closed', 'closed', 'expired'])
  const decided = fold(...bothYes)
  expect([1000, 1001, 2000, 2001].map((now) => statusOf(decided, founded, now))).toEqual(['decisive', 'decisive', 'decisive', 'expired'])
  expect(stateAt(decided, founded)).toMatchObject({ enactable: true, obstacles: [] })
  expect(proposalState(fold(), founded, idOf(hosting), { now: 0 })).toBeUndefined()
})

test('S1: enacted by the chain, whatever the time', () => {
  const enacted = later(founded, { kind: 'enacted', decision: idOf(hosting), transaction })
  expect(statusOf(fold(...bothYes), enacted, 99_999)).toBe('enacted')
})

test('S1/D10: of two proposals under one slot the enacted one wins, the other is superseded', () => {
  const rival = decisionOf(ann, 0n, 'Party', 'Cake.')
  const registers = fold(...bothYes, submitted(rival, 'Party', 'Cake.'))
  const enacted = later(founded, { kind: 'enacted', decision: idOf(rival), transaction })
  expect(stateAt(registers, enacted)).toMatchObject({
    status: 'superseded',
    reason: { key: 'proposal.slotSpent', params: { decision: idOf(rival) } },
    enactable: false,
  })
})

test('S1/D4: a proposal whose slot the chain gave to a decision that is not here is superseded, and frees what came after the slot', () => {
  const next = decisionOf(ann, 2n, 'T', 'c', { afterDecision: idOf(hosting) })
  const registers = fold(...bothYes, submitted(next, 'T', 'c'))
  const at = (spent: readonly bigint[], decision = hosting) =>
    proposalState(registers, founded, idOf(decision), { now: 500, spent: new Set(spent) })
  expect(at([hosting.slot])).toMatchObject({ status: 'superseded', reason: { key: 'proposal.slotTaken' }, enactable: false })
  expect(at([party.slot])).toMatchObject({ status: 'decisive', enactable: true })
  expect(at([], next)?.obstacles.map(({ key }) => key)).toEqual(['obstacle.after'])
  expect(at([hosting.slot], next)?.obstacles).toEqual([])
  const enacted = later(founded, { kind: 'enacted', decision: idOf(hosting), transaction })
  expect(proposalState(registers, enacted, idOf(hosting), { now: 500, spent: new Set([hosting.slot]) })?.status).toBe('enacted')
})

test('S1/G3: a change of rules ends the proposals counted by the old ones', () => {
  const changed = later(founded, { kind: 'rulesChanged', rulesEpoch: 1, rules })
  expect(stateAt(fold(...bothYes), changed)).toMatchObject({ status: 'superseded', reason: { key: 'proposal.rulesChanged' } })
})

test('S1: only its proposer withdraws a proposal, and that takes back no Yes', () => {
  const withdraw = (by: typeof ann) => entryOf(by, 'proposal.withdraw', { v: 1, decision: idOf(hosting) })
  expect(statusOf(fold(submitted(hosting), withdraw(ben)), founded)).toBe('open')
  expect(stateAt(fold(submitted(hosting), withdraw(ann)), founded)).toMatchObject({ status: 'withdrawn', reason: null })
  expect(stateAt(fold(...bothYes, withdraw(ann)), founded)).toMatchObject({
    status: 'withdrawn',
    reason: { key: 'proposal.withdrawnButDecisive' },
    enactable: true,
  })
})

test('S1: what stands in the way beside ballots is named', () => {
  const before = decisionOf(ann, 2n, 'T', 'c', { afterDecision: idOf(party), executor: ben.address, rosterEpoch: 1, rulesEpoch: 1 })
  const registers = fold(submitted(before, 'T', 'c'))
  expect(stateAt(registers, genesisState(genesis), 1, before)?.obstacles.map((one) => one.key)).toEqual([
    'obstacle.notFounded',
    'obstacle.rulesUnknown',
    'obstacle.rosterUnknown',
    'obstacle.afterUnknown',
    'obstacle.executor',
  ])
  expect(stateAt(fold(submitted(before, 'T', 'c'), submitted(party, 'Party', 'Cake.')), founded, 1, before)?.obstacles.at(-2)?.key).toBe(
    'obstacle.after',
  )
})

test('S1/T19: the slot of the decision before it is what must be spent, whichever decision spent it', () => {
  const rival = decisionOf(ann, 1n, 'Feast', 'More cake.')
  const after = decisionOf(ann, 2n, 'T', 'c', { afterDecision: idOf(party) })
  const known = [submitted(party, 'Party', 'Cake.'), submitted(rival, 'Feast', 'More cake.'), submitted(after, 'T', 'c')]
  const enacted = (decision: typeof rival) => later(founded, { kind: 'enacted', decision: idOf(decision), transaction })
  expect(stateAt(fold(...known), founded, 1, after)?.obstacles.map((one) => one.key)).toEqual(['obstacle.after'])
  for (const one of [party, rival]) expect(stateAt(fold(...known), enacted(one), 1, after)?.obstacles).toEqual([])
  expect(stateAt(fold(submitted(after, 'T', 'c')), enacted(party), 1, after)?.obstacles).toEqual([])
})

test('S1/G12: with epoch times a roster too young is an obstacle and one too old an end', () => {
  const cites = decisionOf(ann, 2n, 'T', 'c', { rosterEpoch: 1, expiresAt: 2_000_000 })
  const changed = later(founded, { kind: 'rosterChanged', epoch: 1, members: genesis.members })
  const again = later(changed, { kind: 'rosterChanged', epoch: 2, members: genesis.members })
  const registers = fold(submitted(cites, 'T', 'c'))
  const epochTimes = (epoch: number) => epoch * 1000
  expect(proposalState(registers, changed, idOf(cites), { now: 1000, epochTimes })?.obstacles[0]?.key).toBe('obstacle.rosterTooYoung')
  expect(proposalState(registers, changed, idOf(cites), { now: 1001, epochTimes })?.obstacles).toEqual([])
  expect(proposalState(registers, again, idOf(cites), { now: 2000 + rules.votingPeriod, epochTimes })).toMatchObject({
    status: 'expired',
    reason: { key: 'proposal.rosterTooOld' },
  })
})

test('S1: proposals are listed newest first', () => {
  const later = { ...submitted(party, 'Party', 'Cake.') }
  const registers = fold(submitted(hosting), { ...later, header: { ...later.header, at: 9 } })
  expect(listProposals(registers, founded, { now: 0 }).map((row) => row.id)).toEqual([idOf(party), idOf(hosting)])
})

test('S1/G6: who joined after the cited roster cannot decide, and enlarges what For must exceed', () => {
  const grown = later(founded, {
    kind: 'rosterChanged',
    epoch: 1,
    members: [...genesis.members, seat(dan.address)].sort((a, b) => (a.account < b.account ? -1 : 1)),
  })
  expect(stateAt(fold(...bothYes), grown)).toMatchObject({ status: 'open', enactment: { for: 2n, total: 4n, decisive: false } })
})
