import { address, type Agreement, limits, noBounty, type PlanSplit } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittingPlan, isNewest, isTold, joinPlans, partsOf } from './joinPlans.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const agreed = (nonce: bigint): Agreement => ({
  issuer: at('a1'),
  hunter: at('b2'),
  token: at('00'),
  amount: 10n,
  termsHash: noBounty,
  deliverBy: 9,
  reviewPeriod: 86_400,
  reviewer: at('a1'),
  arbiter: at('ac'),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce,
})
const agreement = agreed(0n)
const split = (nonce: bigint, more: Partial<PlanSplit> = {}): PlanSplit => ({
  way: [],
  split: 0,
  leaves: [{ agreement: agreed(nonce), planned: null }],
  signature: '0x',
  ...more,
})
const below = { way: [{ split: 0, index: 0 }] }
const signature = `0x${'11'.repeat(200)}` as const

test('M231: what was planned goes on with what became of it in a pyramid; a signature is added, and of other parts nothing is left', () => {
  const placed = { agreement, splits: [split(1n), split(3n, { split: 1 })] }
  expect(joinPlans(placed, { agreement, splits: [split(1n, { signature }), split(2n, below)] }).splits).toEqual([
    split(1n, { signature }),
    split(3n, { split: 1 }),
    split(2n, below),
  ])
  expect(joinPlans(placed, { agreement, splits: [split(4n, { signature }), split(2n, below)] })).toBe(placed)
  // On the chain it was split otherwise, and the plan came too late.
  const late = { agreement, splits: [split(3n, { split: 1 })] }
  expect(joinPlans(late, { agreement, splits: [split(1n, { signature })] })).toBe(late)
})

test('M231: what was told already is not told again, unless a signature is new, or one that was told does not hold', () => {
  const plan = { agreement, splits: [split(1n, { signature }), split(2n, below)] }
  const never = () => false
  expect(isTold(plan, [], never)).toBe(false)
  expect(isTold(plan, [plan], never)).toBe(true)
  // Two members may each have told a part of it.
  expect(
    isTold(
      plan,
      [
        { agreement, splits: [split(1n, { signature })] },
        { agreement, splits: [split(2n, below)] },
      ],
      never,
    ),
  ).toBe(true)
  expect(isTold(plan, [{ agreement, splits: [split(1n), split(2n, below)] }], () => true)).toBe(false)
  const other = { agreement, splits: [split(1n, { signature: `0x${'22'.repeat(200)}` }), split(2n, below)] }
  expect([isTold(plan, [other], never), isTold(plan, [other], () => true)]).toEqual([false, true])
  expect(isTold({ agreement, splits: [split(5n)] }, [plan], () => true)).toBe(false)
})

test('M231: of what is longer than a record the upper levels are told', () => {
  const many = Array.from({ length: 300 }, (_, i) => ({ agreement: agreed(BigInt(i + 10)), planned: null }))
  const plan = { agreement, splits: [split(1n), split(2n, { ...below, leaves: many }), split(3n, { split: 1, leaves: many })] }
  const fitting = fittingPlan(plan)
  expect(fitting?.splits).toEqual([plan.splits[0], plan.splits[2]])
  expect(JSON.stringify(fitting?.splits, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)).length).toBeLessThan(
    limits.bodyBytes,
  )
  expect(fittingPlan({ agreement, splits: [split(1n, { leaves: [...many, ...many, ...many] })] })).toBeNull()
})

test('M267: planned, replaced and planned again, whichever members tell it: whoever reads takes the last signed plan for the one that stands', () => {
  const never = () => false
  const always = () => true
  const planned = (nonce: bigint, isSigned: boolean) => ({ agreement, splits: [split(nonce, isSigned ? { signature } : {})] })
  const [a, b] = [planned(1n, true), planned(2n, true)]
  // One told the first, another one the second; the first again is among what was told, and not what counts.
  expect([isTold(a, [b, a], always), isNewest(a, [b, a]), isNewest(b, [b, a])]).toEqual([true, false, true])
  // What was only asked for meanwhile stands in nobody's way.
  expect([isNewest(a, [planned(3n, false), a]), isNewest(planned(3n, false), [planned(3n, false), a])]).toEqual([true, true])
  expect([isNewest(a, []), isNewest({ agreement, splits: [split(2n, below)] }, [])]).toEqual([false, true])
  const steps = fc.array(fc.record({ plan: fc.nat({ max: 2 }), by: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(steps, (life) => {
      const words = new Map<number, { readonly plan: typeof a; readonly depth: number }>()
      const newestFirst = () => [...words.values()].toSorted((x, y) => y.depth - x.depth).map(({ plan }) => plan)
      for (const [depth, { plan, by }] of life.entries()) {
        const made = planned(BigInt(plan), true)
        if (!isTold(made, newestFirst(), never) || !isNewest(made, newestFirst())) words.set(by, { plan: made, depth })
        expect(newestFirst()[0]?.splits.map(partsOf)).toEqual(made.splits.map(partsOf))
      }
    }),
  )
})
