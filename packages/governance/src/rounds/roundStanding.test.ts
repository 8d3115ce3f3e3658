import { address, type Round, type RoundFact, roundId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { creditIn } from '../credits/creditBook.ts'
import { foldRounds } from './foldRounds.ts'
import { roundCsv } from './roundCsv.ts'
import { roundStanding } from './roundStanding.ts'

const at = (i: number) => address.parse(`0x${(i + 1).toString(16).padStart(40, '0')}`)
const id = roundId.parse(`0x${'1'.repeat(64)}`)
const round: Round = {
  confederation: at(0),
  token: at(0),
  closesAt: 100,
  finaliseBy: 200,
  minimum: 1n,
  capBps: 10_000,
  projectsHash: `0x${'2'.repeat(64)}`,
  contentHash: `0x${'3'.repeat(64)}`,
  nonce: 0n,
}
const projects = [1, 2].map((i) => ({ payee: at(i), contentHash: round.contentHash }))
const opened: RoundFact = { kind: 'opened', id, round, projects, seats: [0, 1] }
const given = (seat: number, project: number, amount: bigint): RoundFact => ({
  kind: 'contributed',
  id,
  account: at(seat),
  seat,
  project,
  amount,
})
const funded = (number: number, amount: bigint): RoundFact => ({ kind: 'funded', id, funder: at(7), number, amount })
const story = [opened, funded(0, 6n), funded(1, 4n), given(0, 0, 4n), given(1, 0, 4n), given(0, 1, 9n)]
const after = (...more: RoundFact[]) => {
  const record = foldRounds([...story, ...more]).rounds.get(id)
  if (record === undefined) throw new RangeError('it was opened')
  return record
}

test('L16: a book holds what the chain told of each round, in its order; of a round that was not opened it says nothing', () => {
  expect(foldRounds(story.slice(1)).rounds.size).toBe(0)
  const record = after(
    { kind: 'finalised', id, deserved: 8n, pool: 10n, left: 2n },
    { kind: 'paid', id, project: 1, payee: at(2), contributed: 9n, matched: 0n },
    { kind: 'poolRefunded', id, number: 1, funder: at(7), amount: 1n },
  )
  expect(record).toMatchObject({ status: 'finalised', round, projects, seats: [0, 1] })
  expect(record.fundings.map(({ amount, refunded }) => [amount, refunded])).toEqual([
    [6n, false],
    [4n, true],
  ])
  expect(record.contributions).toHaveLength(3)
  expect([...record.paid]).toEqual([1])
  const half = foldRounds(story.slice(0, 3))
  expect(foldRounds(story.slice(3), half)).toEqual(foldRounds(story))
  const waits: RoundFact = { kind: 'credited', vault: at(3), account: at(4), amount: 5n }
  const book = foldRounds([waits, waits])
  expect([creditIn(book, at(3), at(4)), creditIn(book, at(4), at(4))]).toEqual([10n, 0n])
  const claimed = foldRounds([{ kind: 'claimed', vault: at(3), account: at(4), recipient: at(5), amount: 10n }], book)
  expect(creditIn(claimed, at(3), at(4))).toBe(0n)
})

test('L17/C19: a round stands by chain time, to the second, and is estimated by the rule that counts it', () => {
  const statuses = [0, 100, 101, 200, 201].map((now) => roundStanding(after(), now).status)
  expect(statuses).toEqual(['contributing', 'contributing', 'countable', 'countable', 'failed'])
  const open = roundStanding(after(), 50)
  expect(open).toMatchObject({ pool: 10n, left: 2n, poolRefunds: [0n, 0n] })
  expect(open.projects.map(({ matched }) => matched)).toEqual([8n, 0n])
  expect(open.refunds.size).toBe(0)
  const counted = roundStanding(after({ kind: 'finalised', id, deserved: 8n, pool: 10n, left: 2n }), 999)
  expect(counted).toMatchObject({ status: 'finalised', projects: open.projects, poolRefunds: [1n, 1n] })
  // What if the second member gave to the second project too?
  const whatIf = roundStanding(after(), 50, [{ seat: 1, project: 1, amount: 9n }])
  expect(whatIf.projects.map(({ matched }) => matched)).toEqual([3n, 6n])
})

test('L17: a round that came to nothing gives everybody all of it, once', () => {
  for (const record of [after({ kind: 'calledOff', id }), after()]) {
    const standing = roundStanding(record, 201)
    expect(standing).toMatchObject({ projects: [], left: 10n, poolRefunds: [6n, 4n] })
    expect([...standing.refunds]).toEqual([
      [at(0), 13n],
      [at(1), 4n],
    ])
  }
  const back = roundStanding(after({ kind: 'contributionRefunded', id, account: at(0), amount: 13n }), 201)
  expect([...back.refunds]).toEqual([[at(1), 4n]])
  expect(roundStanding(after({ kind: 'calledOff', id }), 50).status).toBe('calledOff')
})

test('L18: the lines of a round are its results and all its facts with their proofs, and nothing of another round', () => {
  const other = roundId.parse(`0x${'9'.repeat(64)}`)
  const facts: readonly RoundFact[] = [
    ...story,
    { ...given(0, 0, 1n), id: other } as RoundFact,
    { kind: 'credited', vault: at(1), account: at(2), amount: 1n },
    { kind: 'finalised', id, deserved: 8n, pool: 10n, left: 2n },
    { kind: 'paid', id, project: 0, payee: at(1), contributed: 8n, matched: 8n },
    { kind: 'poolRefunded', id, number: 0, funder: at(7), amount: 1n },
    { kind: 'contributionRefunded', id, account: at(0), amount: 4n },
    { kind: 'calledOff', id },
  ]
  const hash = `0x${'5'.repeat(64)}` as const
  const events = facts.map((fact, i) => ({ fact, at: 0, block: BigInt(i), blockHash: hash, transaction: hash, logIndex: 2 }))
  const lines = roundCsv(id, roundStanding(after(), 50), events).split('\r\n')
  const proof = (i: number) => `${hash},${i},2`
  expect(lines).toEqual([
    'what,project,seat,account,amount,deserved,matched,transaction,block,log',
    'result,0,,,8,8,8,,,',
    'result,1,,,9,0,0,,,',
    `opened,,,${at(0)},,,,${proof(0)}`,
    `funded,,,${at(7)},6,,,${proof(1)}`,
    `funded,,,${at(7)},4,,,${proof(2)}`,
    `contributed,0,0,${at(0)},4,,,${proof(3)}`,
    `contributed,0,1,${at(1)},4,,,${proof(4)}`,
    `contributed,1,0,${at(0)},9,,,${proof(5)}`,
    `finalised,,,,2,8,8,${proof(8)}`,
    `paid,0,,${at(1)},16,,8,${proof(9)}`,
    `refunded of the pool,,,${at(7)},1,,,${proof(10)}`,
    `refunded,,,${at(0)},4,,,${proof(11)}`,
    `called off,,,,,,,${proof(12)}`,
    '',
  ])
})
