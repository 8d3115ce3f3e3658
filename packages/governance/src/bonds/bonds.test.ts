import { address, type BondFact } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyBonds } from './bondBook.ts'
import { bondStanding, isBonded } from './bondStanding.ts'
import { foldBonds } from './foldBonds.ts'

const at = (i: number) => address.parse(`0x${i.toString(16).padStart(40, '0')}`)
const [ada, ben] = [at(1), at(2)]
const bonded = (amount: bigint, account = ada): BondFact => ({ kind: 'bonded', account, added: amount, amount })
const unbonded = (amount: bigint, leavesAt: number): BondFact => ({ kind: 'unbonded', account: ada, amount, leavesAt })
const withdrawn = (amount: bigint): BondFact => ({ kind: 'withdrawn', account: ada, recipient: ben, amount })

const anyFact: fc.Arbitrary<BondFact> = fc
  .record({ kind: fc.constantFrom('bonded', 'unbonded', 'withdrawn'), who: fc.integer({ min: 1, max: 3 }), amount: fc.bigInt(1n, 9n) })
  .map(({ kind, who, amount }): BondFact => {
    const account = at(who)
    if (kind === 'bonded') return { kind, account, added: amount, amount }
    return kind === 'unbonded' ? { kind, account, amount, leavesAt: 7 } : { kind: 'withdrawn', account, recipient: ada, amount }
  })

test('J13 a bond is what its newest fact says; page by page or at once makes no difference, and nothing is changed in place', () => {
  expect(foldBonds([bonded(5n), bonded(7n), bonded(1n, ben), unbonded(7n, 90)])).toEqual(
    new Map([
      [ada, { amount: 7n, leavesAt: 90 }],
      [ben, { amount: 1n, leavesAt: null }],
    ]),
  )
  expect(foldBonds([bonded(5n), unbonded(5n, 90), bonded(6n)]).get(ada)).toEqual({ amount: 6n, leavesAt: null })
  expect(foldBonds([bonded(5n), unbonded(5n, 90), withdrawn(5n)]).size).toBe(0)
  fc.assert(
    fc.property(fc.array(anyFact), fc.nat(), (facts, cut) => {
      const first = foldBonds(facts.slice(0, cut % (facts.length + 1)))
      const before = new Map(first)
      expect(foldBonds(facts.slice(cut % (facts.length + 1)), first)).toEqual(foldBonds(facts))
      expect(first).toEqual(before)
    }),
  )
})

test('J14 a bond counts once it is final, from the minimum on, and not from a notice on that may still vanish', () => {
  const standing = (final: readonly BondFact[], loose: readonly BondFact[], now: number | null = 50) => {
    const book = foldBonds(final)
    const seen = { final: book, shown: foldBonds(loose, book) }
    expect(isBonded(seen, ada, 5n)).toBe(bondStanding(seen, ada, 5n, now) === 'bonded')
    return bondStanding(seen, ada, 5n, now)
  }
  expect(standing([], [])).toBe('none')
  expect(standing([], [bonded(5n)])).toBe('arriving')
  expect(standing([bonded(4n)], [])).toBe('low')
  expect(standing([bonded(4n)], [bonded(5n)])).toBe('arriving')
  expect(standing([bonded(5n)], [])).toBe('bonded')
  expect(standing([bonded(5n, ben)], [])).toBe('none')
  expect(standing([bonded(5n)], [unbonded(5n, 51)])).toBe('leaving')
  expect(standing([bonded(5n), unbonded(5n, 51)], [])).toBe('leaving')
  expect(standing([bonded(5n), unbonded(5n, 50)], [])).toBe('free')
  expect(standing([bonded(5n), unbonded(5n, 50)], [], null)).toBe('leaving')
  expect(standing([bonded(5n), unbonded(5n, 50)], [bonded(5n)])).toBe('arriving')
  expect(standing([bonded(5n), unbonded(5n, 50)], [withdrawn(5n)])).toBe('none')
  expect(emptyBonds.size).toBe(0)
})

test('J14 what may still vanish never makes a bond count', () => {
  fc.assert(
    fc.property(fc.array(anyFact), fc.array(anyFact), (facts, loose) => {
      const final = foldBonds(facts)
      const shown = foldBonds(loose, final)
      if (isBonded({ final, shown }, ada, 5n)) expect(isBonded({ final, shown: final }, ada, 5n)).toBe(true)
    }),
  )
})
