import { type Agreement, type BountyPlan, type PlaceLeaf, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { partLeaf, plannedSplitDigest } from '../bounties/tree/plannedSplits.ts'
import { buildSumTree } from '../bounties/tree/sumTree.ts'
import { accountOf, recover, signDigest } from '../fixtures/accounts.ts'
import { agreed, idOf, place } from '../fixtures/agreements.ts'
import { ann, dao, openingOf } from '../fixtures/dao.ts'
import { dan, dealEntry, opening, reduce, view } from '../fixtures/deals.ts'
import { foldAll } from '../fixtures/registers.ts'
import { keys } from '../fold/keys.ts'
import type { DealPlanValue } from '../fold/values.ts'
import { valuesOf } from '../selectors/registers.ts'
import { readPlan } from './readPlan.ts'

const [worker, digger, other] = [accountOf('worker'), accountOf('digger'), accountOf('other')]
const treeOf = (leaves: readonly PlaceLeaf[]) => buildSumTree(leaves.map((leaf) => partLeaf(place, leaf)))
const plannedAs = (leaves: readonly PlaceLeaf[]) => {
  const { root, sum } = treeOf(leaves)
  return { root, sum }
}

/** The DAO issues the deal's bounty; Dan takes it, and passes it on to a worker who passes a part of that on to a digger. */
const mine = agreed(dao, dan.address, 100n)
const work = agreed(dan.address, worker.address, 60n, { parent: idOf(mine) })
const dig: PlaceLeaf = { agreement: agreed(worker.address, digger.address, 25n), planned: null }
const planned = plannedAs([dig])
const top: PlaceLeaf[] = [{ agreement: work, planned }]
const byDan = signDigest(dan, plannedSplitDigest(place, idOf(mine), treeOf(top)))
const byWorker = signDigest(worker, plannedSplitDigest(place, idOf(work), planned))
const on = [{ split: 0, index: 0 }]
const [upper, lower] = [
  { way: [], split: 0, leaves: top, signature: byDan },
  { way: on, split: 0, leaves: [dig], signature: byWorker },
] as const satisfies BountyPlan['splits']
const read = (splits: BountyPlan['splits'], agreement = mine) => readPlan(opening, { agreement, splits }, recover)

test('O27 E1 how a bounty of the deal is passed on follows from itself, level by level; it is of no other deal', () => {
  expect(read([upper, lower])).toBe(idOf(mine))
  expect(read([upper])).toBe(idOf(mine))
  expect(read([{ ...upper, signature: '0x' }, lower])).toBe(idOf(mine))
  expect(read([{ ...upper, way: [], split: 1, signature: '0x' }])).toBe(idOf(mine))
  expect(read([upper, lower], { ...mine, hunter: ann.address })).toBeNull()
  expect(read([upper, lower], work)).toBeNull()
})

test('O27 E1 a plan that lies is nobody’s: parts of others, more than there is, levels that hang in the air, other plans and other keys', () => {
  const leaf = (change: Partial<Agreement>) =>
    read([{ way: [], split: 1, leaves: [{ agreement: { ...work, ...change }, planned: null }], signature: '0x' }])
  expect(leaf({})).toBe(idOf(mine))
  expect(leaf({ issuer: worker.address })).toBeNull()
  expect(leaf({ token: other.address })).toBeNull()
  expect(leaf({ parent: idOf(work) })).toBeNull()
  expect(leaf({ amount: 100n })).toBe(idOf(mine))
  expect(leaf({ amount: 101n })).toBeNull()
  // Two splits of one part promise no more together than that has.
  const second = (amount: bigint) => ({
    way: [],
    split: 1,
    leaves: [{ agreement: agreed(dan.address, worker.address, amount), planned: null }],
    signature: '0x' as const,
  })
  expect(read([upper, second(40n)])).toBe(idOf(mine))
  expect(read([upper, second(41n)])).toBeNull()
  expect(read([])).toBeNull()
  expect(read([lower])).toBeNull()
  expect(read([lower, upper])).toBeNull()
  expect(read([upper, upper])).toBeNull()
  expect(read([upper, { ...lower, way: [{ split: 0, index: 1 }] }])).toBeNull()
  const less: PlaceLeaf = { ...dig, agreement: { ...dig.agreement, amount: 24n } }
  expect(read([upper, { ...lower, leaves: [less], signature: '0x' }])).toBeNull()
  expect(read([{ ...upper, signature: byWorker }])).toBeNull()
  expect(read([upper, { ...lower, signature: byDan }])).toBeNull()
  expect(read([{ ...upper, split: 1 }])).toBeNull()
  // What is longer than a key’s signature is a DAO’s, of which the chain is asked.
  expect(read([{ ...upper, signature: `0x${'11'.repeat(400)}` }])).toBe(idOf(mine))
})

test('O27 only the hunter’s side tells it, and each member’s latest word stands', () => {
  const plan = (splits: BountyPlan['splits']) => ({ plan: toRecord({ agreement: mine, splits }) })
  expect(reduce(dealEntry(ann, 'deal.plan', plan([upper])), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_DEAL' })
  expect(reduce(dealEntry(dan, 'deal.plan', plan([lower])), view)).toEqual({ outcome: 'rejected', reason: 'ENTRY_PLACE' })
  const registers = foldAll(
    (entry) => reduce(entry, view),
    [
      openingOf(dan, { view }),
      dealEntry(dan, 'deal.plan', plan([{ ...upper, signature: '0x' }]), 3),
      dealEntry(dan, 'deal.plan', plan([upper, lower]), 4),
    ],
    view,
  )
  expect(valuesOf<DealPlanValue>(registers, keys.dealPlansOf(idOf(mine))).map(({ by, plan: told }) => [by, told])).toEqual([
    [dan.address, toRecord({ agreement: mine, splits: [upper, lower] })],
  ])
})
