import { type Choice, type Decision, type DecisionId, type Hex, type RecordedState, type Rules, supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { ann, ballotBody, ben, cat, decisionOf, entryOf, genesis, idOf, sheetOf } from '../fixtures/dao.ts'
import { cast, fold, hosting, later, party, stateAt, statusOf, submitted, transaction } from '../fixtures/voting.ts'
import { foldFacts } from '../facts/foldFacts.ts'
import { ballotsOf } from './ballotsOf.ts'
import { reservedIn } from './creditsOf.ts'
import { recordingSheets } from './proposalRecord.ts'

const { for: yes, against: no, abstain } = supports
const withRules = (rules: Partial<Rules>) => {
  const own = { ...genesis, rules: { ...genesis.rules, challengeWindow: 50, votingPeriod: 1_000, quorumBps: 5_000, ...rules } }
  return foldFacts(own, [{ kind: 'founded', genesis: own }])
}
const founded = withRules({})
/** Seats are by account. */
const seats = genesis.members.map(({ account }) => account)
const bit = (who: typeof ann): bigint => 1n << BigInt(seats.indexOf(who.address))
type Registers = ReturnType<typeof fold>
const toldOf = (registers: Registers, who: typeof ann, decision: Decision = hosting) => {
  const found = ballotsOf(registers, founded, idOf(decision)).find(({ member }) => member === who.address)
  if (found === undefined) throw new Error('no such ballot')
  const { support, revision, digest, votes } = found
  return { seat: seats.indexOf(who.address), support, votes: Number(votes), revision, digest: digest.slice(0, 10) as Hex }
}
const recorded = (record: Partial<RecordedState>, decision: DecisionId = idOf(hosting)) => {
  const base = {
    rosterEpoch: 0,
    rulesEpoch: 0,
    start: 1_001,
    windowEnd: 1_051,
    passes: true,
    against: 0n,
    for: 0n,
    abstain: 0n,
    ballots: [],
  }
  return { kind: 'recorded', decision, record: { ...base, ...record }, transaction } as const
}

const lukewarm = [submitted(hosting), cast(ann, 1n, yes), cast(ben, 1n, abstain)]
const registers = fold(...lukewarm)
const first = recorded({ for: bit(ann), abstain: bit(ben), ballots: [toldOf(registers, ann), toldOf(registers, ben)] })

test('S15: what passes and is not decisive can be recorded after its close, and not for ever', () => {
  expect(stateAt(registers, founded, 1_000)).toMatchObject({ status: 'open', record: { status: 'absent', recordable: false } })
  expect(stateAt(registers, founded, 1_001)).toMatchObject({
    status: 'passing',
    record: { recordable: true, atOnce: false, missing: [], words: [{ key: 'record.possible', params: { seconds: 2_000 - 100 - 1_001 } }] },
  })
  expect(stateAt(registers, founded, 1_901)).toMatchObject({
    status: 'closed',
    record: { recordable: false, words: [{ key: 'record.tooLate' }] },
  })
  expect(stateAt(registers, withRules({ challengeWindow: 0 }), 1_001)).toMatchObject({ status: 'closed', record: { recordable: false } })
  const decided = fold(submitted(hosting), cast(ann, 1n, yes), cast(ben, 1n, yes))
  expect(stateAt(decided, founded, 1_001)).toMatchObject({ status: 'decisive', enactable: true, record: { recordable: false } })
  // With a grace period two of three decide nothing at once, and need not wait for the close.
  expect(stateAt(decided, withRules({ gracePeriod: 100 }), 500)).toMatchObject({
    status: 'passing',
    enactable: false,
    record: { recordable: true },
  })
})

test('S15 F12 G13: a ballot that the record leaves out is named, with whether it turns the outcome, and its sheet is found', () => {
  const withCat = fold(...lukewarm, cast(cat, 3n, no))
  const left = later(founded, first)
  expect(stateAt(registers, left, 1_010)).toMatchObject({
    status: 'recorded',
    record: { missing: [], turns: false, tally: { passes: true } },
  })
  const row = stateAt(withCat, left, 1_010)
  expect(row).toMatchObject({
    status: 'recorded',
    enactable: false,
    record: { missing: [cat.address], turns: true, known: { passes: false }, executableFrom: 1_051 },
  })
  expect(row?.record.words.map(({ key }) => key)).toEqual(['record.window.passes', 'record.window.anybody', 'record.window.wouldFail'])
  expect(recordingSheets(withCat, row?.ballots ?? [], row?.record.missing ?? [])).toMatchObject([{ member: cat.address, revision: 3n }])
  const brought = later(left, recorded({ windowEnd: 1_060, passes: false, ballots: [toldOf(withCat, cat)] }))
  expect(brought.records.get(idOf(hosting))?.ballots.size).toBe(3)
  expect(stateAt(withCat, brought, 1_055)).toMatchObject({
    status: 'recorded',
    record: { missing: [], turns: false, tally: { passes: false } },
  })
  expect(statusOf(withCat, brought, 1_060)).toBe('rejected')
})

test('S15 F12 G1: a newer ballot is missing too, and what members say after the window changes nothing', () => {
  const changed = fold(...lukewarm, cast(ann, 2n, no))
  const state = later(founded, first)
  expect(stateAt(changed, state, 1_010)).toMatchObject({ record: { missing: [ann.address], turns: true } })
  expect(stateAt(changed, state, 1_051)).toMatchObject({
    status: 'executable',
    tally: { for: 0n },
    record: { missing: [], tally: { for: 1n } },
  })
  expect(statusOf(changed, state, 2_001)).toBe('expired')
  const enacted = later(state, { kind: 'enacted', decision: idOf(hosting), transaction })
  expect(stateAt(changed, enacted, 1_060)).toMatchObject({ status: 'enacted', record: { status: 'executed' } })
})

test('S1 D10: a record takes its slot for good, and new rules do not reach it', () => {
  const other = decisionOf(ann, 0n, 'Pay the hosting', 'Two years.')
  const both = fold(...lukewarm, submitted(other, 'Pay the hosting', 'Two years.'))
  const rules = { ...founded.rules, challengeWindow: 0, thresholdBps: 10_000 }
  const state = later(founded, first, { kind: 'rulesChanged', rulesEpoch: 1, rules })
  expect(stateAt(both, state, 1_010, other)).toMatchObject({
    status: 'superseded',
    reason: { key: 'proposal.slotRecorded', params: { decision: idOf(hosting) } },
  })
  expect(stateAt(both, state, 1_010)).toMatchObject({ status: 'recorded', tally: { rules: { thresholdBps: founded.rules.thresholdBps } } })
  expect(statusOf(both, state, 1_051)).toBe('executable')
  expect(statusOf(both, later(founded, { kind: 'rulesChanged', rulesEpoch: 1, rules }), 1_010)).toBe('superseded')
})

const castVotes = (who: typeof ann, revision: bigint, ...choices: readonly (readonly [Decision, number, bigint])[]) => {
  const plain = sheetOf(who, revision, ...choices.map(([decision, support]) => [decision, support] as const))
  const votes = new Map(choices.map(([decision, , n]) => [idOf(decision), n]))
  const sheet = { ...plain, choices: plain.choices.map((one): Choice => ({ ...one, votes: votes.get(one.decision) ?? 0n })) }
  return entryOf(who, 'ballot.cast', ballotBody(who, sheet, ''), { depth: Number(revision) + 2 })
}

test('S15 T11 G11: in quadratic counting what a record took of the credits is missing elsewhere in its period, for good', () => {
  const quadratic = withRules({ mode: 2, credits: 25, challengeWindow: 50 })
  const all = [submitted(hosting), submitted(party, 'Party', 'Cake.')]
  const votes = fold(
    ...all,
    castVotes(ann, 1n, [hosting, yes, 4n], [party, yes, 3n]),
    castVotes(ben, 1n, [hosting, abstain, 0n], [party, abstain, 0n]),
  )
  const told = [{ ...toldOf(votes, ann), votes: 4 }, toldOf(votes, ben)]
  const state = later(quadratic, recorded({ ballots: told }))
  expect(stateAt(votes, quadratic, 1_001)).toMatchObject({ status: 'passing', record: { atOnce: false, known: { for: 4n } } })
  expect(reservedIn(votes, state, { rulesEpoch: 0, period: 1 })).toEqual(new Map([[ann.address, 16n]]))
  expect(reservedIn(votes, state, { rulesEpoch: 0, period: 2 }).size).toBe(0)
  expect(stateAt(votes, state, 1_001, party)).toMatchObject({ status: 'passing', tally: { for: 3n } })
  const greedy = fold(
    ...all,
    castVotes(ann, 1n, [hosting, yes, 4n]),
    castVotes(ann, 2n, [party, yes, 5n]),
    castVotes(ben, 1n, [party, abstain, 0n]),
  )
  expect(stateAt(greedy, state, 1_001, party)).toMatchObject({ status: 'closed', tally: { for: 0n } })
  // Taking votes back in a challenge frees nothing.
  const fewer = later(state, recorded({ ballots: [{ ...toldOf(votes, ann), votes: 1, revision: 2n }] }))
  expect(reservedIn(votes, fewer, { rulesEpoch: 0, period: 1 })).toEqual(new Map([[ann.address, 16n]]))
  const everybody = fold(submitted(hosting), ...[ann, ben, cat].map((who) => castVotes(who, 1n, [hosting, yes, 5n])))
  expect(stateAt(everybody, quadratic, 500)).toMatchObject({
    status: 'passing',
    enactable: false,
    record: { recordable: true, atOnce: true },
  })
})
