import { address, type Agreement, limits, noBounty, type PlanSplit } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { fittingPlan, isTold, joinPlans } from './joinPlans.ts'

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
