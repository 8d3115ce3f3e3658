import { DaomeshError } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben, cat, dan } from '../fixtures/dao.ts'
import { incomeSplit } from './incomeSplit.ts'

const people = [ann, ben, cat, dan]
const cases = fc.record({
  amount: fc.bigInt({ min: 0n, max: (1n << 256n) - 1n }),
  incomeBps: fc.integer({ min: 0, max: 10_000 }),
  members: fc
    .array(fc.bigInt({ min: 0n, max: (1n << 126n) - 1n }), { maxLength: people.length })
    .map((all) => all.map((shares, i) => ({ account: (people[i] ?? ann).address, shares }))),
})

test('T20/C15: the parts and the treasury add up to the amount, and no part exceeds its exact fraction or falls a unit short of it', () => {
  fc.assert(
    fc.property(cases, ({ amount, incomeBps, members }) => {
      const { toTreasury, parts } = incomeSplit({ amount, incomeBps, members })
      const total = members.reduce((sum, { shares }) => sum + shares, 0n)
      const ofTreasury = (amount * BigInt(incomeBps)) / 10_000n
      const rest = amount - ofTreasury
      expect(parts.reduce((sum, part) => sum + part.amount, toTreasury)).toBe(amount)
      parts.forEach((part, i) => {
        const shares = members[i]?.shares ?? 0n
        expect(part.amount * total <= rest * shares).toBe(true)
        expect(total === 0n || (part.amount + 1n) * total > rest * shares).toBe(true)
      })
      // The dust is less than a unit for each member; without owners all is the treasury's.
      expect(total === 0n ? toTreasury === amount : toTreasury >= ofTreasury && toTreasury - ofTreasury <= BigInt(members.length)).toBe(
        true,
      )
    }),
  )
})

test('T20: more shares never earn less, equal shares earn equally, and no shares nothing', () => {
  fc.assert(
    fc.property(cases, ({ amount, incomeBps, members }) => {
      const { parts } = incomeSplit({ amount, incomeBps, members })
      for (const [i, one] of members.entries())
        for (const [j, other] of members.entries()) {
          const [a, b] = [parts[i]?.amount ?? 0n, parts[j]?.amount ?? 0n]
          if (one.shares === other.shares) expect(a).toBe(b)
          if (one.shares > other.shares) expect(a >= b).toBe(true)
          if (one.shares === 0n) expect(a).toBe(0n)
        }
    }),
  )
})

test('T20: all basis points leave the members nothing, and what cannot be is refused', () => {
  const members = [{ account: ann.address, shares: 3n }]
  expect(incomeSplit({ amount: 10n, incomeBps: 10_000, members })).toEqual({
    toTreasury: 10n,
    parts: [{ account: ann.address, amount: 0n }],
  })
  expect(incomeSplit({ amount: 10n, incomeBps: 0, members }).parts[0]?.amount).toBe(10n)
  expect(incomeSplit({ amount: 0n, incomeBps: 2500, members })).toEqual({ toTreasury: 0n, parts: [{ account: ann.address, amount: 0n }] })
  expect(() => incomeSplit({ amount: -1n, incomeBps: 0, members })).toThrow(DaomeshError)
  expect(() => incomeSplit({ amount: 1n, incomeBps: -1, members })).toThrow(DaomeshError)
  expect(() => incomeSplit({ amount: 1n, incomeBps: 10_001, members })).toThrow(DaomeshError)
  expect(() => incomeSplit({ amount: 1n, incomeBps: 0, members: [{ account: ann.address, shares: -1n }] })).toThrow(DaomeshError)
})
