import type { ChainFact, DecisionId, Hex } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, dan, genesis, hash32, rules, seat } from '../fixtures/dao.ts'
import { currentMembers, genesisState, totalCredits, totalPower, totalShares } from './chainState.ts'
import { applyFact, applyFacts, foldFacts } from './foldFacts.ts'

const founded: ChainFact = { kind: 'founded', genesis }
const decision: DecisionId = `0x${hash32('decision')}` as DecisionId
const transaction: Hex = `0x${hash32('transaction')}`
const rosterChanged = (epoch: number, ...members: ReturnType<typeof seat>[]): ChainFact => ({ kind: 'rosterChanged', epoch, members })
const quit = (account: typeof ann, shares: bigint, full: boolean): ChainFact => ({
  kind: 'ragequit',
  member: account.address,
  shares,
  full,
})

test('F1: before deployment the genesis roster is membership event 0, and founding changes nothing of it', () => {
  const before = genesisState(genesis)
  const after = foldFacts(genesis, [founded, rosterChanged(0, ...genesis.members), { kind: 'rulesChanged', rulesEpoch: 0, rules }])
  expect(before.epochs).toMatchObject([{ index: 0, members: genesis.members }])
  expect(after.epochs).toEqual(before.epochs)
  expect([before.founded, after.founded]).toEqual([false, true])
  expect([after.rosterEpoch, after.rulesEpoch]).toEqual([0, 0])
})

test('F2: each roster write is a membership event and a roster epoch', () => {
  const state = foldFacts(genesis, [founded, rosterChanged(1, seat(ann.address), seat(dan.address))])
  expect(state.rosterEpoch).toBe(1)
  expect(state.epochs.map((event) => event.index)).toEqual([0, 1])
  expect(currentMembers(state).map((member) => member.account)).toEqual([ann.address, dan.address])
})

test('F3: a full exit is a membership event but no roster epoch; a partial one is neither', () => {
  const partial = foldFacts(genesis, [founded, quit(ann, 40n, false)])
  expect(partial.epochs).toHaveLength(1)
  expect(currentMembers(partial)[0]).toEqual(seat(ann.address, 1n, 60n))
  expect(totalShares(partial)).toBe(260n)

  const full = applyFact(partial, quit(ann, 60n, true))
  expect(full.rosterEpoch).toBe(0)
  expect(full.epochs.at(-1)).toMatchObject({ index: 1, members: [seat(ben.address), seat(cat.address)] })
  expect([totalShares(full), totalPower(full)]).toEqual([200n, 2n])
})

test('F4: exits and burns are of one roster epoch; the next write carries the balances itself', () => {
  const state = foldFacts(genesis, [
    founded,
    quit(ann, 100n, true),
    quit(ben, 10n, false),
    rosterChanged(1, seat(ben.address, 1n, 90n), seat(ann.address, 2n, 5n)),
  ])
  expect(state.exited.size).toBe(0)
  expect(state.burned.size).toBe(0)
  expect(currentMembers(state)).toEqual([seat(ben.address, 1n, 90n), seat(ann.address, 2n, 5n)])
  expect(state.epochs).toHaveLength(3)
})

test('F5: rules, outcomes and revocations; a minimum revision only rises', () => {
  const next = { ...rules, quorumBps: 1 }
  const state = foldFacts(genesis, [
    founded,
    { kind: 'rulesChanged', rulesEpoch: 1, rules: next },
    { kind: 'failed', decision, reason: 'Dao_Underfunded', transaction },
    { kind: 'enacted', decision, transaction },
    { kind: 'revoked', member: ann.address, minRevision: 9n },
    { kind: 'revoked', member: ann.address, minRevision: 4n },
  ])
  expect([state.rulesEpoch, state.rules]).toEqual([1, next])
  expect(state.rulesHistory.get(0)).toEqual(rules)
  expect(state.enacted.get(decision)).toBe(transaction)
  expect(state.failed.get(decision)?.reason).toBe('Dao_Underfunded')
  expect(state.minRevisions.get(ann.address)).toBe(9n)
})

const [token, other] = [`0x${'70'.repeat(20)}`, `0x${'71'.repeat(20)}`].map((one) => one as typeof ann.address) as [
  typeof ann.address,
  typeof ann.address,
]
const credited = (account: typeof ann, amount: bigint, of = token): ChainFact => ({
  kind: 'credited',
  account: account.address,
  token: of,
  amount,
})
const claimed = (account: typeof ann, credit: bigint, of = token): ChainFact => ({
  kind: 'claimed',
  account: account.address,
  token: of,
  recipient: account.address,
  credit,
  paid: credit,
})

test('F11 C12: credits add up by token and account, end when claimed, and touch nothing else', () => {
  const distributed: ChainFact = { kind: 'distributed', token, amount: 100n, toTreasury: 40n, toMembers: 60n }
  const state = foldFacts(genesis, [
    founded,
    credited(ann, 20n),
    credited(ben, 20n),
    distributed,
    credited(ann, 5n),
    credited(ann, 7n, other),
    claimed(ben, 20n),
    claimed(ann, 7n, other),
  ])
  expect(state.credits).toEqual(new Map([[token, new Map([[ann.address, 25n]])]]))
  expect([totalCredits(state, token), totalCredits(state, other)]).toEqual([25n, 0n])
  expect({ ...state, count: 1, credits: new Map() }).toEqual(foldFacts(genesis, [founded]))
})

test('F6: facts one by one equal a full replay, and no earlier state is changed', () => {
  const facts: readonly ChainFact[] = [
    founded,
    quit(ann, 10n, false),
    rosterChanged(1, seat(ann.address), seat(ben.address), seat(dan.address)),
    quit(ben, 100n, true),
    { kind: 'revoked', member: dan.address, minRevision: 3n },
    { kind: 'enacted', decision, transaction },
    credited(ann, 3n),
    rosterChanged(2, seat(dan.address, 5n)),
    credited(ann, 4n),
    claimed(ann, 7n),
  ]
  fc.assert(
    fc.property(fc.nat(facts.length), fc.nat(facts.length), (a, b) => {
      const [i, j] = a < b ? [a, b] : [b, a]
      const middle = foldFacts(genesis, facts.slice(0, i))
      const before = structuredClone(middle)
      const stepped = facts.slice(j).reduce(applyFact, applyFacts(middle, facts.slice(i, j)))
      expect(stepped).toEqual(foldFacts(genesis, facts))
      expect(middle).toEqual(before)
    }),
  )
})
