import {
  address,
  type Round,
  type RoundAction,
  type RoundFact,
  roundId,
  type RoundSurroundings,
  roundWordsHashOf,
  ether,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { actOnRounds } from './contract/actOnRounds.ts'
import { emptyRoundsState, type RoundsState } from './contract/roundState.ts'
import { creditsOfAccount } from '../credits/creditBook.ts'
import { foldRounds } from './foldRounds.ts'
import { roundDue, roundFundings } from './roundDue.ts'
import { givingWays, presentSeats, rosterBefore } from './roundSeats.ts'
import { asksForWays, roundTasks } from './roundTasks.ts'
import { readRoundText, writeRoundText } from './roundText.ts'

const at = (i: number) => address.parse(`0x${(i + 1).toString(16).padStart(40, '0')}`)
const id = roundId.parse(`0x${'1'.repeat(64)}`)
const hash = `0x${'2'.repeat(64)}` as const
const day = 86_400
const words = { title: 'Water', about: 'Two works.\n\nBoth.' }
const texts = [
  { title: 'Well', about: 'Deep.' },
  { title: 'Barn', about: '' },
]
const [confederation, mill, ann, ben] = [at(40), at(41), at(1), at(2)]
const projects = texts.map((text, i) => ({ payee: at(70 + i), contentHash: roundWordsHashOf(text) }))
const round: Round = {
  confederation,
  token: ether,
  closesAt: 100 * day,
  finaliseBy: 101 * day,
  minimum: 2n,
  capBps: 10_000,
  projectsHash: hash,
  contentHash: roundWordsHashOf(words),
  nonce: 0n,
}

/** The contract between accounts that take everything, unless they refuse. */
const contract = (refusing: ReadonlySet<string> = new Set()) => {
  let state: RoundsState = emptyRoundsState
  let held = 0n
  const call = (from: ReturnType<typeof at>, now: number, value: bigint): RoundSurroundings => ({
    from,
    value,
    now,
    rounds: at(90),
    idOf: () => id,
    projectsHashOf: () => hash,
    votersOf: (dao) => (dao === confederation ? { accounts: [ann, mill], seats: [0, 1] } : null),
    isMember: (person, dao, place) => dao === mill && person === ben && place === 3,
    isContract: () => false,
    vaultOf: () => ether,
    tokenOf: () => ether,
    take: () => 'noToken',
    push: (_, __, to, amount) => {
      if (refusing.has(to)) return false
      held -= amount
      return true
    },
  })
  return {
    held: () => held,
    book: () => state.book,
    act: (from: ReturnType<typeof at>, now: number, action: RoundAction, value = 'amount' in action ? action.amount : 0n) => {
      const answer = actOnRounds(state, action, call(from, now, value))
      if (!answer.ok) return [answer.error, ...answer.args]
      state = answer.state
      held += value
      return answer.facts.map(({ kind }) => kind)
    },
  }
}
const open: RoundAction = { kind: 'open', round, projects }
const gift = (seat: number, place: number | null, amount: bigint, project = 0): RoundAction => ({
  kind: 'contribute',
  round,
  seat,
  place,
  project,
  amount,
})

test('L19 G8 C15: the contract as a rule: who may, until when, one root for a seat, and never more out than in', () => {
  const { act, held, book } = contract(new Set([at(70)]))
  expect(act(ann, 1, { kind: 'finalise', round })).toEqual(['Round_WrongStatus', id, '0'])
  expect(act(ann, 1, open)).toEqual(['Round_NotYours', confederation])
  expect(act(ann, 1, { ...open, round: { ...round, confederation: ann } })).toEqual(['silent'])
  expect(act(confederation, 1, { ...open, round: { ...round, minimum: 0n } })).toEqual(['Round_BadRound', '4'])
  expect(act(confederation, 1, open, 5n)).toEqual(['silent'])
  expect(act(confederation, 1, open)).toEqual(['opened'])
  expect(act(confederation, 1, open)).toEqual(['Round_WrongStatus', id, '1'])
  expect(act(at(9), 1, { kind: 'fund', round, amount: 9n }, 8n)).toEqual(['Round_WrongPayment', '9', '8'])
  expect(act(at(9), 1, { kind: 'fund', round, amount: 9n })).toEqual(['funded'])
  expect(act(ann, 1, gift(0, null, 1n))).toEqual(['Round_BelowMinimum', '2'])
  expect(act(ann, 1, gift(1, null, 4n))).toEqual(['Round_NotYours', mill])
  expect(act(ben, 1, gift(1, 2, 4n))).toEqual(['Round_NotYours', mill])
  expect(act(ann, 1, gift(2, null, 4n))).toEqual(['Round_NoSuchSeat', '2'])
  expect(act(ann, 1, gift(0, null, 4n, 2))).toEqual(['Round_NoSuchProject', '2'])
  expect(act(ann, 1, gift(0, null, 1n << 112n))).toEqual(['Round_TooMuch'])
  // The mill gives nine in three parts, two of them by one of its people: one root of three.
  for (const [from, place, amount] of [
    [ben, 3, 2n],
    [ben, 3, 2n],
    [mill, null, 5n],
  ] as const)
    expect(act(from, 100 * day, gift(1, place, amount))).toEqual(['contributed'])
  expect(act(ann, 100 * day, gift(0, null, 4n))).toEqual(['contributed'])
  expect(act(ann, 100 * day + 1, gift(0, null, 4n))).toEqual(['Round_TooLate', `${100 * day}`])
  expect(act(at(5), 100 * day, { kind: 'finalise', round })).toEqual(['Round_TooEarly', `${100 * day + 1}`])
  expect(act(at(5), 101 * day + 1, { kind: 'finalise', round })).toEqual(['Round_TooLate', `${101 * day}`])
  expect(act(at(5), 101 * day, { kind: 'refund', round, account: ann })).toEqual(['Round_TooEarly', `${101 * day + 1}`])
  expect(act(at(5), 101 * day, { kind: 'finalise', round })).toEqual(['finalised'])
  expect(act(at(5), 1, { kind: 'payout', round, projects, which: [2] })).toEqual(['Round_NoSuchProject', '2'])
  expect(act(at(5), 1, { kind: 'payout', round, projects, which: [1, 0] })).toEqual(['paid', 'credited', 'paid'])
  expect(act(at(5), 1, { kind: 'payout', round, projects, which: [1] })).toEqual(['Round_AlreadyPaid', '1'])
  // Deserved are 25 − 13 = 12, of which the pool has nine.
  expect(creditsOfAccount(book(), at(70))).toEqual([{ vault: ether, amount: 22n }])
  expect(act(at(5), 1, { kind: 'claim', vault: ether, account: at(70), recipient: at(5) })).toEqual(['Round_NotYours', at(70)])
  expect(act(at(5), 1, { kind: 'claim', vault: ether, account: at(70), recipient: ether })).toEqual(['Round_TransferFailed', ether])
  expect(act(at(70), 1, { kind: 'claim', vault: ether, account: at(70), recipient: at(6) })).toEqual(['claimed'])
  expect(act(at(5), 1, { kind: 'refundPool', round, numbers: [0] })).toEqual(['poolRefunded'])
  expect(act(at(5), 1, { kind: 'refundPool', round, numbers: [0] })).toEqual(['Round_NoSuchFunding', '0'])
  expect(held()).toBe(0n)
})

test('L20: the words of a round stand in one text, and come back only where they are those that it commits to', () => {
  const text = writeRoundText({ words, projects: texts }, [at(70), at(71)])
  expect(text).toBe(`# Water\n\nTwo works.\n\nBoth.\n\n## Well\n\nPaid to ${at(70)}.\n\nDeep.\n\n## Barn\n\nPaid to ${at(71)}.`)
  const read = (given: string) => readRoundText(given, { round, projects })
  expect(read(text)).toEqual({ words, projects: texts })
  expect(read(text.replaceAll('\n', '\r\n'))).toEqual({ words, projects: texts })
  expect(read(text.replace('Deep', 'Flat'))).toBeNull()
  expect(read(text.replace('Water', 'Fire'))).toBeNull()
  expect(read(text.split('\n\n## Barn')[0] ?? '')).toBeNull()
  expect(read(`${text}\n\n## More`)).toBeNull()
  expect(read('')).toBeNull()
})

test('L21: seats are those of the roster before the round was opened; who left since has none in its own DAO', () => {
  const member = (account: ReturnType<typeof at>) => ({ account, kind: 0, power: 1n, shares: 1n })
  const told = (block: bigint, fact: object) => ({ block, logIndex: 1, fact: fact as never })
  const events = [
    told(1n, { kind: 'founded', genesis: { members: [member(ann), member(ben)] } }),
    told(3n, { kind: 'rosterChanged', members: [member(ann), member(ben), member(mill)] }),
    told(5n, { kind: 'ragequit', member: ann, shares: 1n, full: true }),
    told(6n, { kind: 'ragequit', member: ben, shares: 1n, full: false }),
  ]
  expect(rosterBefore(events, { block: 3n, logIndex: 0 })).toEqual([ann, ben])
  expect(rosterBefore(events, { block: 3n, logIndex: 2 })).toEqual([ann, ben, mill])
  expect(presentSeats(events)).toEqual([null, ben, mill])
  const ways = givingWays([ben, mill, at(9)], { roster: [ann, mill], seats: [0, 1] }, new Map([[mill, [null, ben]]]))
  expect(ways).toEqual([
    { as: ben, seat: 1, account: mill, place: 1 },
    { as: mill, seat: 1, account: mill, place: null },
  ])
  // Power that was taken away before: no root, no way.
  expect(givingWays([ann], { roster: [ann], seats: [] }, new Map())).toEqual([])
})

test('L23 N4: who gave to a pool any number of times has it back in steps that fit a transaction', () => {
  const fundings = Array.from({ length: 400 }, (_, number): RoundFact => ({ kind: 'funded', id, funder: at(9), number, amount: 3n }))
  const story: readonly RoundFact[] = [{ kind: 'opened', id, round, projects, seats: [0] }, ...fundings, { kind: 'calledOff', id }]
  const returned: number[] = []
  for (let step = 0; step < 3; step++) {
    const told = returned.map((number): RoundFact => ({ kind: 'poolRefunded', id, funder: at(9), number, amount: 3n }))
    const record = foldRounds([...story, ...told]).rounds.get(id)
    if (record === undefined) throw new RangeError('it was opened')
    const [due] = roundDue(record, new Set([at(9)]), 1)
    if (due?.action.kind !== 'refundPool') throw new RangeError('nothing goes back')
    expect(due.action.numbers.length).toBe(step < 2 ? roundFundings : 80)
    expect(due.gain).toBe(3n * BigInt(due.action.numbers.length))
    returned.push(...due.action.numbers)
  }
  expect(new Set(returned).size).toBe(400)
})

test('L22: what is due by time, in batches with one’s own first; and an inbox that names it', () => {
  const opened: RoundFact = { kind: 'opened', id, round, projects, seats: [0, 1] }
  const given = (account: ReturnType<typeof at>, seat: number, project: number, amount: bigint): RoundFact => ({
    kind: 'contributed',
    id,
    account,
    seat,
    project,
    amount,
  })
  const story: readonly RoundFact[] = [
    opened,
    { kind: 'funded', id, funder: at(9), number: 0, amount: 20n },
    given(ann, 0, 0, 4n),
    given(mill, 1, 0, 4n),
    given(ann, 0, 1, 5n),
  ]
  const after = (...more: RoundFact[]) => {
    const record = foldRounds([...story, ...more]).rounds.get(id)
    if (record === undefined) throw new RangeError('it was opened')
    return record
  }
  const due = (record: ReturnType<typeof after>, whose: ReturnType<typeof at>, now: number) =>
    roundDue(record, new Set([whose]), now).map(({ action, moves, gain }) => [action.kind, moves, gain])
  expect(due(after(), ann, 100 * day)).toEqual([])
  // Deserved: (2 + 2)² − 8 = 8.
  expect(due(after(), at(71), 100 * day + 1)).toEqual([['finalise', 33n, 5n]])
  expect(due(after(), at(9), 101 * day)).toEqual([['finalise', 33n, 12n]])
  const counted = after({ kind: 'finalised', id, deserved: 8n, pool: 20n, left: 12n })
  expect(due(counted, at(71), 1)).toEqual([
    ['payout', 21n, 5n],
    ['payout', 5n, 5n],
  ])
  expect(due(counted, at(9), 1)).toEqual([
    ['payout', 21n, 0n],
    ['refundPool', 12n, 12n],
  ])
  expect(due(after(), ann, 101 * day + 1)).toEqual([['refund', 9n, 9n]])
  expect(due(after({ kind: 'contributionRefunded', id, account: ann, amount: 9n }), ann, 101 * day + 1)).toEqual([])
  expect([97 * day - 1, 97 * day, 101 * day, 101 * day + 1].map((now) => asksForWays(after(), now))).toEqual([false, true, true, false])
  expect(asksForWays(counted, 97 * day)).toBe(false)
  const tasks = (accounts: readonly ReturnType<typeof at>[], now: number, record = after()) =>
    roundTasks(record, { accounts: new Set(accounts), ways: accounts.map((as) => ({ as, seat: 0, account: as, place: null })), now })
  expect(tasks([ben], 97 * day - 1)).toEqual([])
  expect(tasks([ben], 97 * day)).toEqual([{ action: 'contribute', as: ben, amount: 0n, until: 100 * day }])
  expect(tasks([ann], 97 * day)).toEqual([])
  expect(tasks([ben], 100 * day + 1)).toEqual([{ action: 'finalise', as: null, amount: 33n, until: 101 * day }])
  expect(tasks([ann], 101 * day + 1)).toEqual([{ action: 'refund', as: ann, amount: 9n, until: 0 }])
  expect(tasks([at(9)], 1, counted)).toEqual([{ action: 'refundPool', as: null, amount: 12n, until: 0 }])
})
