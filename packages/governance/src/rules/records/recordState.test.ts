import { type Address, supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { at, ballot, decision, digestOf, roster, rules, sceneOf } from '../../fixtures/records.ts'
import type { RecordBallot, RecordScene } from './record.ts'
import { type RecordAct, recordState } from './recordState.ts'

const { against: no, for: yes, abstain } = supports
const members = roster(3n, 3n, 3n, 1n)
const recordAt = (now: number, ...ballots: RecordBallot[]): RecordAct => ({ kind: 'record', scene: sceneOf(now, members), ballots })
const challengeAt = (now: number, ...ballots: RecordBallot[]): RecordAct => ({ kind: 'challenge', scene: sceneOf(now, members), ballots })
const executeAt = (now: number): RecordAct => ({ kind: 'execute', scene: sceneOf(now, members) })
const stateAt = (now: number, acts: readonly RecordAct[], more: Partial<typeof rules> = {}, scene: Partial<RecordScene> = {}) =>
  recordState({ decision, rules: { ...rules, ...more }, acts, scene: sceneOf(now, members, scene) })
const refusal = (acts: readonly RecordAct[], more: Partial<typeof rules> = {}) => stateAt(500, acts, more).refusals.at(-1)

const quadratic = { mode: 2, quorumBps: 0 }
const spend = (i: number, support: number, votes: bigint, more: Partial<RecordBallot> = {}) => ballot(i, support, { votes, ...more })

const passing = [ballot(0, yes), ballot(1, no), ballot(3, yes)]

test('T13/R5: only a passing tally is recorded, after the close unless it is decisive, and only where it can finish', () => {
  expect(refusal([recordAt(101, ...passing)])).toBe(null)
  expect(refusal([recordAt(100, ...passing)])).toBe('notClosed')
  expect(refusal([recordAt(101, ballot(0, yes), ballot(1, no))])).toBe('notPassing')
  expect(refusal([recordAt(900, ...passing)])).toBe(null)
  expect(refusal([recordAt(901, ...passing)])).toBe('cannotFinish')
  expect(refusal([recordAt(881, ...passing)], { gracePeriod: 20 })).toBe('cannotFinish')
  expect(refusal([recordAt(880, ...passing)], { gracePeriod: 20 })).toBe(null)
  expect(refusal([recordAt(1001, ...passing)])).toBe('expired')
  expect(refusal([recordAt(101, ...passing)], { challengeWindow: 0 })).toBe('noWindow')
  expect(refusal([recordAt(101, ...passing), recordAt(102, ...passing)])).toBe('alreadyRecorded')
})

test('T13/R3: what is decided needs no record without a grace period, and with one is recorded before the close', () => {
  const all = [ballot(0, yes), ballot(1, yes)]
  expect(refusal([recordAt(50, ...all)])).toBe('enactInstead')
  expect(refusal([recordAt(50, ...all)], { gracePeriod: 20 })).toBe(null)
  expect(refusal([recordAt(50, ...all, ballot(2, yes), ballot(3, yes))], { gracePeriod: 20 })).toBe('enactInstead')
})

test('T14/R5: window, grace and execution: each second belongs to one of them', () => {
  const acts = [recordAt(101, ...passing)]
  expect([101, 150, 151].map((now) => stateAt(now, acts).status)).toEqual(['challengeable', 'challengeable', 'executable'])
  expect([150, 151, 180, 181].map((now) => stateAt(now, acts, { gracePeriod: 80 }).status)).toEqual([
    'challengeable',
    'waiting',
    'waiting',
    'executable',
  ])
  expect(refusal([...acts, challengeAt(150, ballot(2, abstain))])).toBe(null)
  expect(refusal([...acts, challengeAt(151, ballot(2, no))])).toBe('windowOver')
  expect(refusal([...acts, executeAt(150)])).toBe('tooEarly')
  expect(stateAt(151, [...acts, executeAt(151)]).status).toBe('executed')
  expect(refusal([...acts, executeAt(151), executeAt(152)])).toBe('alreadySpent')
  expect([1000, 1001].map((now) => stateAt(now, acts).status)).toEqual(['executable', 'expired'])
  expect(refusal([...acts, executeAt(1000)])).toBe(null)
  expect(refusal([...acts, executeAt(1001)])).toBe('expired')
  expect(stateAt(500, []).status).toBe('absent')
  expect([challengeAt(150), executeAt(150)].map((act) => refusal([act]))).toEqual(['notRecorded', 'notRecorded'])
})

test('T14/R5/G13: a changed outcome moves the end to one window from then, at most two from the record', () => {
  const record = recordAt(101, ...passing)
  const end = (...acts: RecordAct[]) => stateAt(500, [record, ...acts]).record?.windowEnd
  expect(end()).toBe(151)
  expect(end(challengeAt(140, ballot(2, abstain)))).toBe(151)
  expect(end(challengeAt(140, ballot(2, no)))).toBe(190)
  const back = challengeAt(180, ballot(1, yes, { revision: 2n }))
  expect(end(challengeAt(140, ballot(2, no)), back)).toBe(201)
  expect(stateAt(201, [record, challengeAt(140, ballot(2, no)), back]).status).toBe('executable')
  expect(stateAt(201, [record, challengeAt(140, ballot(2, no))]).status).toBe('rejected')
  expect(refusal([record, challengeAt(140, ballot(2, no)), executeAt(201)])).toBe('rejected')
})

test('T15/R4/G13: higher revisions count until the window ends, lower ones are skipped, of equal ones the larger digest', () => {
  const support = (...ballots: RecordBallot[]) =>
    stateAt(500, [recordAt(101, ...passing), challengeAt(120, ...ballots)]).record?.ballots.get(at(0))?.support
  expect(support(ballot(0, no, { revision: 2n }))).toBe(no)
  expect(support(ballot(0, no, { revision: 0n }))).toBe(yes)
  expect(support(ballot(0, no, { digest: `0xff${'0'.repeat(62)}` }))).toBe(no)
  expect(support(ballot(0, no, { digest: `0x00${'0'.repeat(62)}` }))).toBe(yes)
  expect(refusal([recordAt(101, ...passing), challengeAt(120, ballot(0, no, { revision: 0n }))])).toBe('nothingNew')
  // Nobody counts votes here, and the chain refuses such a sheet.
  expect(support(ballot(0, no, { revision: 2n, votes: 1n }))).toBe(yes)
  // The rank of the contract holds 32 bits of a revision.
  expect(support(ballot(0, no, { revision: 2n ** 32n }))).toBe(yes)
  expect(support(ballot(0, no, { revision: 2n ** 32n - 1n }))).toBe(no)
})

test('T15/R4/G7: of two ballots of one rank Against counts before For before Abstain, then more votes, in either order', () => {
  const all = [ballot(0, no), ballot(0, yes), ballot(0, abstain)]
  for (const order of [all, all.toReversed()]) {
    const acts = [recordAt(101, ...passing.slice(1), ballot(2, yes)), ...order.map((one) => challengeAt(120, one))]
    expect(stateAt(500, acts).record?.ballots.get(at(0))?.support).toBe(no)
    expect(
      stateAt(500, [acts[0]!, ...order.filter(({ support }) => support !== no).map((one) => challengeAt(120, one))]).record?.ballots.get(
        at(0),
      )?.support,
    ).toBe(yes)
  }
  const twice = [spend(0, yes, 3n, { digest: digestOf(0) }), spend(0, yes, 2n, { digest: digestOf(0) })]
  for (const order of [twice, twice.toReversed()])
    expect(stateAt(500, [recordAt(101, order[0]!), challengeAt(120, order[1]!)], quadratic).record?.ballots.get(at(0))?.votes).toBe(3n)
})

test('T15/R4: what its member revoked does not count, and a challenge strikes it where it counted', () => {
  const minRevisions = new Map<Address, bigint>([[at(0), 2n]])
  const challenge: RecordAct = { kind: 'challenge', scene: sceneOf(120, members, { minRevisions }), ballots: [ballot(0, yes)] }
  expect(stateAt(500, [recordAt(101, ...passing), challenge])).toMatchObject({ status: 'rejected', tally: { for: 1n, against: 3n } })
  const again: RecordAct = { ...challenge, ballots: [ballot(0, yes, { revision: 2n })] }
  expect(stateAt(500, [recordAt(101, ...passing), challenge, again]).status).toBe('executable')
})

test('T14/R2/G6: weights are those of now: who loses power or leaves after the record takes it along', () => {
  const acts = [recordAt(101, ...passing)]
  expect(stateAt(500, acts, {}, { current: roster(1n, 3n, 3n, 1n) }).status).toBe('rejected')
  expect(stateAt(500, acts, {}, { current: roster(9n, 3n, 3n, 1n) }).tally).toMatchObject({ for: 4n, total: 16n })
  expect(stateAt(500, acts, {}, { exited: new Set([at(1)]) }).tally).toMatchObject({ for: 4n, against: 0n, total: 7n })
})

test('T14/D10: another decision of the slot, or new rules, end what is not recorded and nothing else', () => {
  expect(stateAt(500, [{ kind: 'supersede' }]).status).toBe('superseded')
  expect(refusal([{ kind: 'supersede' }, recordAt(101, ...passing)])).toBe('alreadySpent')
  expect(stateAt(500, [recordAt(101, ...passing), { kind: 'supersede' }])).toMatchObject({
    status: 'executable',
    refusals: [null, 'alreadyRecorded'],
  })
})

test('T16/R8: a decisive record is executed by its own transaction, with a grace period only when everybody signed For', () => {
  const decided = [spend(0, yes, 5n), spend(1, yes, 5n), spend(2, yes, 5n)]
  expect(stateAt(50, [recordAt(50, ...decided)], quadratic).status).toBe('executed')
  expect(stateAt(50, [recordAt(50, ...decided)], { ...quadratic, gracePeriod: 20 }).status).toBe('challengeable')
  expect(stateAt(50, [recordAt(50, ...decided, spend(3, yes, 0n))], { ...quadratic, gracePeriod: 20 }).status).toBe('executed')
  expect(stateAt(50, [recordAt(50, ...decided)], { ...quadratic, challengeWindow: 0 }).status).toBe('executed')
})

test('T16/R37: what is decided and reserved for another account than the sender is recorded, and waits for it', () => {
  const decided = [spend(0, yes, 5n), spend(1, yes, 5n), spend(2, yes, 5n)]
  const statusOf = (sender: Address | undefined, more: Partial<typeof rules> = {}) => {
    const scene = sceneOf(50, members, sender === undefined ? {} : { sender })
    const acts: readonly RecordAct[] = [{ kind: 'record', scene, ballots: decided }]
    return recordState({ decision: { ...decision, executor: at(9) }, rules: { ...rules, ...quadratic, ...more }, acts, scene })
  }
  expect(statusOf(at(1)).status).toBe('challengeable')
  expect(statusOf(undefined).status).toBe('challengeable')
  expect(statusOf(at(9)).status).toBe('executed')
  expect(statusOf(at(1), { challengeWindow: 0 }).refusals).toEqual(['noWindow'])
})

test('T16/R8: who overspends is uncast with the rank of what was signed, so no older ballot counts in its place', () => {
  const record = recordAt(101, spend(0, yes, 3n), spend(1, no, 2n))
  const kept = (...ballots: RecordBallot[]) => stateAt(500, [record, challengeAt(120, ...ballots)], quadratic)
  expect(kept(spend(1, no, 6n, { revision: 2n })).tally).toMatchObject({ for: 3n, against: 0n, took: 1n })
  expect(kept(spend(1, no, 2n, { revision: 2n, cost: 26n })).tally).toMatchObject({ against: 0n, took: 1n })
  expect(kept(spend(1, no, 5n, { revision: 2n })).status).toBe('rejected')
  // Not even one of the same rank, which only a second signature of the member could be.
  const over = spend(1, no, 6n, { revision: 2n })
  expect(kept(over, { ...over, votes: 5n, cost: 25n }).tally).toMatchObject({ against: 0n })
  expect(kept(spend(1, no, 6n, { revision: 2n }), spend(1, no, 4n)).tally).toMatchObject({ against: 0n })
  const reserved = new Map<Address, bigint>([[at(1), 10n]])
  const less: RecordAct = { kind: 'challenge', scene: sceneOf(120, members, { reserved }), ballots: [spend(1, no, 4n, { revision: 2n })] }
  expect(stateAt(500, [record, less], quadratic).tally).toMatchObject({ against: 0n, took: 1n })
})

test('T16/R8: who has no power in either roster is not kept, and what expires this very second is not over', () => {
  const scene = sceneOf(101, roster(1n, 1n, 0n), { cited: roster(1n, 0n, 1n) })
  const record: RecordAct = { kind: 'record', scene, ballots: [0, 1, 2].map((i) => spend(i, yes, 3n)) }
  expect([...(stateAt(500, [record], quadratic).record?.ballots.keys() ?? [])]).toEqual([at(0)])
  const decided = [0, 1, 2, 3].map((i) => spend(i, yes, 5n))
  expect([1000, 1001].map((now) => stateAt(1000, [recordAt(now, ...decided)], quadratic).refusals[0])).toEqual([null, 'expired'])
})

test('T16/R8: a decision of another period is refused, one voting period to either side is not', () => {
  const far = (now: number) =>
    recordState({
      decision: { closesAt: 3000, expiresAt: 9000 },
      rules: { ...rules, ...quadratic },
      acts: [recordAt(now, spend(0, yes, 3n), spend(1, yes, 3n))],
      scene: sceneOf(now, members),
    }).refusals[0]
  expect([far(1999), far(2000), far(4000), far(4001)]).toEqual(['otherPeriod', 'notClosed', null, 'otherPeriod'])
})

test('T16/R8: outside quadratic counting no period is asked, however far the close', () => {
  const far = { closesAt: 5000, expiresAt: 9000 }
  const at6001 = { decision: far, rules, acts: [recordAt(6001, ...passing)], scene: sceneOf(6001, members) }
  expect(recordState(at6001).refusals).toEqual([null])
  expect(recordState({ ...at6001, acts: [recordAt(101, ballot(0, yes), ballot(1, yes))] }).refusals).toEqual(['enactInstead'])
})

test('T15: what changes no ballot is refused: the same once more, a stranger, a revoked one, one that was struck before', () => {
  const acts = [recordAt(101, ...passing)]
  const revoked = (now: number, ...ballots: RecordBallot[]): RecordAct => ({
    kind: 'challenge',
    scene: sceneOf(now, members, {
      minRevisions: new Map([
        [at(1), 5n],
        [at(2), 5n],
      ]),
    }),
    ballots,
  })
  expect(refusal([...acts, challengeAt(110, ...passing)])).toBe('nothingNew')
  expect(refusal([...acts, challengeAt(110, ballot(9, no))])).toBe('nothingNew')
  expect(refusal([...acts, revoked(110)])).toBe(null)
  expect(refusal([...acts, revoked(110), revoked(111)])).toBe('nothingNew')
  expect(refusal([...acts, revoked(110), revoked(111, ballot(2, no, { revision: 4n }))])).toBe('nothingNew')
  expect(refusal([...acts, revoked(110), revoked(111, ballot(2, no, { revision: 5n }))])).toBe(null)
  const record: RecordAct = recordAt(101, spend(0, yes, 3n), spend(1, yes, 2n))
  expect(refusal([record, challengeAt(110, spend(0, yes, 3n))], quadratic)).toBe('nothingNew')
})
