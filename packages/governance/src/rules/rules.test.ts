import { DaomeshError, type Genesis } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, genesis, rules, seat } from '../fixtures/dao.ts'
import { citingOf, epochToCite } from './citableEpoch.ts'
import { genesisProblems } from './genesisProblems.ts'
import { ragequitAmount } from './ragequitAmount.ts'

const periods = { ...rules, votingPeriod: 100, gracePeriod: 10 }
const createdAt = (epoch: number) => [0, 1000, 2000][epoch]
const citing = (epoch: number, now: number, currentEpoch = 2) => citingOf({ epoch, currentEpoch, rules: periods, createdAt, now })

test('T8/G12: an epoch may be cited from a grace period after its writing until a voting period after its replacement', () => {
  expect(citing(2, 2009)).toBe('tooYoung')
  expect(citing(2, 2010)).toBe('citable')
  expect(citing(1, 2099)).toBe('citable')
  expect(citing(1, 2100)).toBe('tooOld')
  expect(citing(3, 5000)).toBe('unknown')
  expect(citingOf({ epoch: 1, currentEpoch: 1, rules: periods, createdAt: () => undefined, now: 9 })).toBe('unknown')
})

test('T8/G2: even without a grace period never in the very second it was written; the genesis at once', () => {
  const none = { ...periods, gracePeriod: 0 }
  expect(citingOf({ epoch: 2, currentEpoch: 2, rules: none, createdAt, now: 2000 })).toBe('tooYoung')
  expect(citingOf({ epoch: 2, currentEpoch: 2, rules: none, createdAt, now: 2001 })).toBe('citable')
  expect(citingOf({ epoch: 0, currentEpoch: 0, rules: periods, createdAt, now: 0 })).toBe('citable')
})

test('T8: a new proposal cites the newest epoch that may be cited', () => {
  const cite = (now: number) => epochToCite({ currentEpoch: 2, rules: periods, createdAt, now })
  expect([cite(2005), cite(2010), cite(9999)]).toEqual([1, 2, 2])
})

const amounts = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n })
const stakes = fc
  .array(fc.bigInt({ min: 0n, max: (1n << 60n) - 1n }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((one) => one > 0n))

test('T9/C15: leavers in any order never take more than there is, and each at most the fair part', () => {
  fc.assert(
    fc.property(amounts, stakes, (balance, shares) => {
      let left = balance
      let total = shares.reduce((sum, one) => sum + one, 0n)
      for (const mine of shares.filter((one) => one > 0n)) {
        const part = ragequitAmount(left, mine, total)
        expect(part * total <= left * mine).toBe(true)
        expect((part + 1n) * total > left * mine).toBe(true)
        left -= part
        total -= mine
      }
      expect(left).toBe(0n)
    }),
  )
})

test('T9/C15: leaving in parts takes no more than leaving at once', () => {
  fc.assert(
    fc.property(
      amounts,
      fc.bigInt({ min: 1n, max: 1n << 40n }),
      fc.bigInt({ min: 1n, max: 1n << 40n }),
      fc.bigInt({ min: 0n, max: 1n << 40n }),
      (balance, a, b, rest) => {
        const total = a + b + rest
        const first = ragequitAmount(balance, a, total)
        const second = ragequitAmount(balance - first, b, total - a)
        expect(first + second <= ragequitAmount(balance, a + b, total) + 1n).toBe(true)
        expect(first + second <= balance).toBe(true)
      },
    ),
  )
})

test('T9: nothing for no shares, an error for more shares than there are', () => {
  expect(ragequitAmount(10n, 0n, 0n)).toBe(0n)
  expect(() => ragequitAmount(10n, 3n, 2n)).toThrow(DaomeshError)
  expect(ragequitAmount(0n, 1n, 2n)).toBe(0n)
  expect(() => ragequitAmount(-1n, 1n, 2n)).toThrow(DaomeshError)
  expect(() => ragequitAmount(10n, -1n, 2n)).toThrow(DaomeshError)
})

const keysOf = (change: Partial<Genesis>) => genesisProblems({ ...genesis, ...change }).map((problem) => problem.key)

test('L3: a founding is checked as the contract checks it', () => {
  const big = 1n << 127n
  expect(keysOf({})).toEqual([])
  expect(keysOf({ name: '' })).toEqual(['genesis.name'])
  expect(keysOf({ members: [] })).toEqual(['genesis.members.count', 'genesis.power.none', 'genesis.shares.none'])
  expect(keysOf({ members: [seat(ben.address), seat(ann.address)] })).toEqual(['genesis.members.order'])
  expect(keysOf({ members: [seat(ann.address), seat(ben.address, 0n, 0n)] })).toEqual(['genesis.members.empty'])
  expect(keysOf({ members: [seat(ann.address, 0n)] })).toEqual(['genesis.power.none'])
  expect(keysOf({ members: [seat(ann.address, 1n, 0n)] })).toEqual(['genesis.shares.none'])
  expect(keysOf({ members: [ann, ben, cat].map((one) => seat(one.address, 1n, big)) })).toEqual(['genesis.shares.tooMany'])
  expect(keysOf({ rules: { ...rules, mode: 2, credits: 65_535 } })).toEqual([])
  expect(keysOf({ rules: { ...rules, mode: 2, credits: 65_536 } })).toEqual(['genesis.credits'])
  expect(keysOf({ rules: { ...rules, mode: 3 } })).toEqual(['genesis.mode.unknown'])
  expect(keysOf({ rules: { ...rules, quorumBps: 10_001 } })).toEqual(['genesis.quorumBps'])
})
