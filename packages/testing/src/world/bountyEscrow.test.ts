import {
  bountyMoves,
  buildSumTree,
  escrowGroups,
  type KnownSplit,
  leafKeyOf,
  leafStanding,
  placesOfSplit,
  type SumTree,
} from '@daomesh/governance'
import type { Agreement, Hex, SumLeaf } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EscrowScene, openEscrowScene } from './escrowScene.ts'
import { createSeededRandom } from './seededRandom.ts'

let scene: EscrowScene
beforeAll(async () => {
  scene = await openEscrowScene()
}, 120_000)
afterAll(() => scene.close())

const { below } = createSeededRandom('bounty escrow')

/** Any time after everything. */
const afterAllOfIt = 2 ** 39

/** Two levels under a bounty: person 1 hunts it and splits it among 2, 3 and 4; the first of them, who planned that, splits on to 5 and 6. */
type Pyramid = {
  readonly agreement: Agreement
  readonly top: SumTree
  readonly planned: SumTree
  readonly splits: readonly KnownSplit[]
  readonly places: ReturnType<typeof placesOfSplit>
  readonly keys: readonly Hex[]
}

const fund = async (amounts: readonly [bigint, bigint, bigint], deep: readonly [bigint, bigint], amount: bigint): Promise<Pyramid> => {
  const agreement = await scene.agreementFor(0, 1, amount)
  const id = scene.idOf(agreement)
  const subs = await Promise.all([2, 3, 4].map((payee, i) => scene.agreementFor(1, payee, amounts[i] ?? 0n, { parent: id })))
  const deepSubs = await Promise.all([5, 6].map((payee, i) => scene.agreementFor(2, payee, deep[i] ?? 0n)))
  const leafOf = (sub: Agreement): SumLeaf => ({ payee: sub.hunter, amount: sub.amount, agreement: scene.idOf(sub) })
  const planned = buildSumTree(deepSubs.map(leafOf))
  const top = buildSumTree(subs.map((sub, i) => ({ ...leafOf(sub), ...(i === 0 && { split: { root: planned.root, sum: planned.sum } }) })))
  const signature = await scene.signSplit(2, scene.idOf(subs[0] as Agreement), planned.root, planned.sum)
  const splits: readonly KnownSplit[] = [
    { node: id, split: 1, tree: top, signature: '0x' },
    { node: leafKeyOf(id, 1, 0), split: 0, tree: planned, signature },
  ]
  const places = [...placesOfSplit(id, 1, top.leaves, subs), ...placesOfSplit(leafKeyOf(id, 1, 0), 0, planned.leaves, deepSubs)]
  await scene.send(0, { kind: 'fund', agreement, hunterSignature: await scene.signAgreement(1, agreement) })
  await scene.send(1, {
    kind: 'split',
    agreement,
    path: [],
    splits: [{ from: 0, number: 1, root: top.root, sum: top.sum, signature: '0x' }],
  })
  return { agreement, top, planned, splits, places, keys: places.map(([key]) => key) }
}

const pay = async ({ agreement, splits }: Pyramid, keys: readonly Hex[]): Promise<bigint> =>
  scene.send(7, { kind: 'payout', agreement, groups: escrowGroups(scene.idOf(agreement), splits, keys).groups })

test('A30 E2 E3 G16: a pyramid of two levels is funded, split, delivered, accepted and paid from one funding, in two transactions before work', async () => {
  const pyramid = await fund([500n, 200n, 100n], [150n, 250n], 1000n)
  const { agreement, places, keys } = pyramid
  await scene.send(1, { kind: 'deliver', agreement, contentHash: `0x${'cc'.repeat(32)}`, signature: '0x' })
  const hunted = await scene.client.balance(scene.person(1))
  await scene.send(0, { kind: 'accept', agreement, signature: '0x' })
  expect((await scene.client.balance(scene.person(1))) - hunted).toBe(200n)
  const open = await scene.record(agreement, places)
  expect(keys.map((key) => leafStanding(open, key, open.releasedAt).state)).toEqual(keys.map(() => 'waiting'))
  await expect(pay(pyramid, keys)).rejects.toMatchObject({ code: 'TRANSACTION_REVERTED', meta: { error: 'Escrow_NotFinal' } })
  await scene.send(1, {
    kind: 'acceptLeaves',
    agreement,
    path: [],
    levels: [{ from: 0, split: 1, block: 0, leaves: 7n, signature: '0x' }],
  })
  const accepted = await scene.record(agreement, places)
  const states = keys.map((key) => leafStanding(accepted, key, accepted.releasedAt).state)
  expect(states).toEqual(['payable', 'payable', 'payable', 'waiting', 'waiting'])
  await scene.pass(86_400)
  const before = await Promise.all([2, 3, 4, 5, 6].map((i) => scene.client.balance(scene.person(i))))
  await pay(pyramid, keys)
  const after = await Promise.all([2, 3, 4, 5, 6].map((i) => scene.client.balance(scene.person(i))))
  expect(after.map((balance, i) => balance - (before[i] ?? 0n))).toEqual([100n, 200n, 100n, 150n, 250n])
  await expect(pay(pyramid, keys.slice(0, 1))).rejects.toMatchObject({ meta: { error: 'Escrow_AlreadyPaid' } })
  const paid = await scene.record(agreement, places)
  expect(keys.map((key) => leafStanding(paid, key, afterAllOfIt).state)).toEqual(keys.map(() => 'paid'))
}, 120_000)

test('Q7 A30 E5: whatever an arbiter rules, the contract pays each leaf what the pure rule says, to the last unit', async () => {
  for (let round = 0; round < 4; round++) {
    const amounts = [400n + BigInt(below(200)), 1n + BigInt(below(90)), 1n + BigInt(below(90))] as const
    const deep = [1n + BigInt(below(200)), 1n + BigInt(below(200))] as const
    const pyramid = await fund([amounts[0], amounts[1], amounts[2]], [deep[0], deep[1]], 1000n)
    const { agreement, places, keys } = pyramid
    const node = scene.idOf(agreement)
    await scene.send(1, { kind: 'deliver', agreement, contentHash: node, signature: '0x' })
    await scene.send(0, { kind: 'object', agreement, reasonHash: node })
    await scene.send(9, { kind: 'rule', node, hunterAmount: BigInt(below(250) * 4) })
    await scene.send(7, { kind: 'release', agreement })
    await scene.pass(86_400)
    const due = await scene.record(agreement, places)
    const now = await scene.now()
    const foretold = keys.map((key) => leafStanding(due, key, now))
    expect(foretold.map(({ state }) => state)).toEqual(keys.map(() => 'payable'))
    expect(bountyMoves(due, { account: scene.person(7), memberOf: [] }, now).map(({ move }) => move)).toEqual(keys.map(() => 'payout'))
    await pay(pyramid, keys)
    const { finalized } = await scene.client.bountyFacts({ escrow: scene.escrow, from: null })
    const paid = new Map(
      finalized.flatMap(({ fact }) =>
        fact.kind === 'paid' && fact.id === node
          ? fact.payments.map(({ index, margin }) => [leafKeyOf(fact.node, fact.split, index), margin] as const)
          : [],
      ),
    )
    expect(keys.map((key) => paid.get(key))).toEqual(foretold.map(({ margin }) => margin))
  }
}, 120_000)

test('Q1 Q2 C20: the contract reads the roots and proofs made here, of trees of any size, and refuses a bent one', async () => {
  for (const size of [1, 2, 3, 64, 65, 130]) {
    const agreement = await scene.agreementFor(0, 1, BigInt(size) * 10n)
    const id = scene.idOf(agreement)
    const tree = buildSumTree(
      Array.from({ length: size }, (_, i) => ({ payee: scene.person(2 + (i % 5)), amount: 1n + BigInt(i % 9), agreement: id })),
    )
    await scene.send(0, { kind: 'fund', agreement, hunterSignature: await scene.signAgreement(1, agreement) })
    await scene.send(1, {
      kind: 'split',
      agreement,
      path: [],
      splits: [{ from: 0, number: 1, root: tree.root, sum: tree.sum, signature: '0x' }],
    })
    await scene.send(0, { kind: 'accept', agreement, signature: '0x' })
    await scene.pass(86_400)
    const chosen = tree.leaves.map((_, i) => i).filter((i) => i === size - 1 || below(3) === 0)
    const { groups } = escrowGroups(
      id,
      [{ node: id, split: 1, tree, signature: '0x' }],
      chosen.map((i) => leafKeyOf(id, 1, i)),
    )
    const bent = groups.map((group, i) =>
      i > 0 ? group : { ...group, leaves: group.leaves.map((leaf) => ({ ...leaf, amount: leaf.amount + 1n })) },
    )
    await expect(scene.send(7, { kind: 'payout', agreement, groups: bent })).rejects.toMatchObject({ meta: { error: 'Escrow_BadProof' } })
    await scene.send(7, { kind: 'payout', agreement, groups })
    const record = await scene.record(agreement, placesOfSplit(id, 1, tree.leaves))
    expect(tree.leaves.map((_, i) => leafStanding(record, leafKeyOf(id, 1, i), afterAllOfIt).state === 'paid')).toEqual(
      tree.leaves.map((_, i) => chosen.includes(i)),
    )
  }
}, 120_000)
