import { address, type Member } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { genesis } from '../fixtures/dao.ts'
import { planSpinOff, type PlanSpinOffParameters, spinOffParts } from './planSpinOff.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const seat = (n: number, power: bigint, shares: bigint): Member => ({ account: at(n), kind: 0, power, shares })
const plan = (more: Partial<PlanSpinOffParameters>) =>
  planSpinOff({
    members: [seat(1, 1n, 10n), seat(2, 2n, 20n), seat(3, 3n, 30n)],
    leavers: [at(1)],
    name: 'Hill',
    rules: genesis.rules,
    chainId: genesis.chainId,
    chainGenesis: genesis.chainGenesis,
    salt: genesis.salt,
    ...more,
  })
const reasonOf = (more: Partial<PlanSpinOffParameters>): unknown => {
  try {
    plan(more)
    return null
  } catch (error) {
    return (error as { meta?: { reason?: unknown } }).meta?.reason
  }
}

test('Q70 the new DAO has just who goes, with the power and shares that they had', () => {
  const { genesis: founding, totalShares } = plan({ leavers: [at(3), at(1)] })
  expect(founding.members).toEqual([seat(1, 1n, 10n), seat(3, 3n, 30n)])
  expect(totalShares).toBe(60n)
})

test('Q70 what cannot be is refused before anybody is asked, by its reason', () => {
  expect(reasonOf({})).toBeNull()
  expect(reasonOf({ leavers: [] })).toBe('nobody')
  expect(reasonOf({ leavers: [1, 2, 3].map(at) })).toBe('everybody')
  expect(reasonOf({ leavers: [at(9)] })).toBe('stranger')
  expect(reasonOf({ members: [seat(1, 0n, 1n), seat(2, 1n, 1n)] })).toBe('power')
  expect(reasonOf({ members: [seat(1, 1n, 0n), seat(2, 1n, 1n)] })).toBe('shares')
  expect(reasonOf({ members: [seat(1, 1n, 1n), seat(2, 0n, 1n)] })).toBe('power')
  expect(reasonOf({ members: [seat(1, 1n, 1n), seat(2, 1n, 0n)] })).toBe('shares')
})

test('Q71 C15 what goes along is at most the part of those who go, and less than a unit a head below it', () => {
  const shares = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(shares, fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10n ** 30n }), (mine, others, held) => {
      const going = mine.reduce((sum, one) => sum + one, 0n)
      const total = going + others
      const parts = spinOffParts(held, mine, total)
      const paid = parts.reduce((sum, one) => sum + one, 0n)
      expect(paid * total).toBeLessThanOrEqual(held * going)
      expect((paid + BigInt(mine.length)) * total).toBeGreaterThan(held * going - total)
      // Who stays never has less by it than before.
      expect((held - paid) * total).toBeGreaterThanOrEqual(held * others)
    }),
  )
})
