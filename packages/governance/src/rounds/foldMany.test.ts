import { address, type RoundFact, type RoundId, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { creditIn } from '../credits/creditBook.ts'
import { foldRounds } from './foldRounds.ts'

const hash = `0x${'2'.repeat(64)}` as const
const account = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const idOf = (n: number) => `0x${n.toString(16).padStart(64, '0')}` as RoundId
const opened = (n: number): RoundFact => ({
  kind: 'opened',
  id: idOf(n),
  round: {
    confederation: account(1),
    token: zeroAddress,
    closesAt: 100,
    finaliseBy: 200,
    minimum: 1n,
    capBps: 10_000,
    projectsHash: hash,
    contentHash: hash,
    nonce: BigInt(n),
  },
  projects: [{ payee: account(2), contentHash: hash }],
  seats: [0],
})
const many = 20_000
const each = (make: (n: number) => RoundFact): readonly RoundFact[] => Array.from({ length: many }, (_, n) => make(n))

// One copy of all that is known for each fact takes a minute for each of these; anybody can have the contract tell so much.
test(
  'F14 N5 each fact costs the same however many rounds, gifts and credits a stranger had the contract tell of',
  { timeout: 20_000 },
  () => {
    const begun = performance.now()
    const rounds = foldRounds(each(opened))
    expect(rounds.rounds.size).toBe(many)
    const gifts = foldRounds([
      opened(0),
      ...each((n) => ({ kind: 'funded', id: idOf(0), funder: account(n), number: n, amount: 1n })),
      ...each((n) => ({ kind: 'contributed', id: idOf(0), account: account(n), seat: 0, project: 0, amount: 1n })),
      { kind: 'calledOff', id: idOf(0) },
      ...each((n) => ({ kind: 'poolRefunded', id: idOf(0), number: n, funder: account(n), amount: 1n })),
      ...each((n) => ({ kind: 'contributionRefunded', id: idOf(0), account: account(n), amount: 1n })),
      ...each((n) => ({ kind: 'credited', vault: zeroAddress, account: account(n), amount: 1n })),
      { kind: 'claimed', vault: zeroAddress, account: account(5), recipient: account(5), amount: 1n },
    ])
    const record = gifts.rounds.get(idOf(0))
    expect([record?.status, record?.contributions.length, record?.refunded.size]).toEqual(['calledOff', many, many])
    expect(record?.fundings.every(({ refunded }) => refunded)).toBe(true)
    expect([creditIn(gifts, zeroAddress, account(5)), creditIn(gifts, zeroAddress, account(6))]).toEqual([0n, 1n])
    expect(performance.now() - begun).toBeLessThan(10_000)
  },
)

test('F14 a book that is gone on with stays as it was, and what no fact touched is the same record', () => {
  const before = foldRounds([opened(1), opened(2), { kind: 'funded', id: idOf(1), funder: account(7), number: 0, amount: 3n }])
  const copy = structuredClone(before)
  const after = foldRounds(
    [
      { kind: 'poolRefunded', id: idOf(1), number: 0, funder: account(7), amount: 3n },
      { kind: 'paid', id: idOf(1), project: 0, payee: account(2), contributed: 0n, matched: 0n },
      { kind: 'credited', vault: zeroAddress, account: account(7), amount: 3n },
    ],
    before,
  )
  expect(before).toEqual(copy)
  expect(after.rounds.get(idOf(2))).toBe(before.rounds.get(idOf(2)))
  expect(after.rounds.get(idOf(1))).toMatchObject({ fundings: [{ refunded: true }], paid: new Set([0]) })
  expect(foldRounds([], before)).toBe(before)
})
