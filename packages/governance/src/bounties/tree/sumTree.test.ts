import { address, concatBytes, type Hex, keccak256, noBounty, type SumLeaf, type SumNode, to0x } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafKeyOf } from './nodeKey.ts'
import { hashSumLeaf, joinSums } from './sumNode.ts'
import { provenRoot, provesLeaves, sumProof } from './sumProof.ts'
import { buildSumTree, type SumTree } from './sumTree.ts'

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(to0x)
const leafArbitrary: fc.Arbitrary<SumLeaf> = fc
  .record({
    payee: bytes(20).map((text) => address.parse(text)),
    amount: fc.bigInt({ min: 1n, max: 1n << 100n }),
    agreement: bytes(32),
    part: fc.option(fc.record({ root: bytes(32), bps: fc.bigInt({ min: 1n, max: 10_000n }) }), { nil: undefined }),
  })
  .map(({ part, ...leaf }) => {
    const sum = part === undefined ? 0n : (leaf.amount * part.bps) / 10_000n
    return part === undefined || sum === 0n ? leaf : { ...leaf, split: { root: part.root, sum } }
  })
const leavesArbitrary = fc.array(leafArbitrary, { minLength: 1, maxLength: 40 })
/** A tree with a choice of its leaves. */
const chosen = fc.tuple(leavesArbitrary, fc.infiniteStream(fc.boolean())).map(([leaves, coin]) => {
  const tree = buildSumTree(leaves)
  const indices = leaves.map((_, i) => i).filter(() => coin.next().value === true)
  return { tree, indices: indices.length === 0 ? [leaves.length - 1] : indices }
})
const shownOf = (tree: SumTree, indices: readonly number[]) => indices.map((index) => ({ index, leaf: tree.leaves[index] as SumLeaf }))
const payee = address.parse(`0x${'b0'.repeat(20)}`)
const leaf = (amount: bigint): SumLeaf => ({ payee, amount, agreement: noBounty })

test('Q1 C20 leaf and node are hashed byte for byte as the contract says, a planned split included', () => {
  const word = (value: bigint, size: number) =>
    Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * (size - 1 - i))) & 255n))
  const own = { payee, amount: 300n, agreement: `0x${'ab'.repeat(32)}` as Hex }
  const plain = concatBytes(Uint8Array.of(0), word(5n, 32), new Uint8Array(20).fill(0xb0), word(300n, 16), new Uint8Array(32).fill(0xab))
  expect(hashSumLeaf(5, own)).toEqual(keccak256(plain))
  const split = { root: `0x${'cd'.repeat(32)}` as Hex, sum: 200n }
  const planned = concatBytes(Uint8Array.of(2), plain.subarray(1), new Uint8Array(32).fill(0xcd), word(200n, 16))
  expect(hashSumLeaf(5, { ...own, split })).toEqual(keccak256(planned))
  const tree = buildSumTree([leaf(1n), leaf(2n), leaf(3n)])
  const [a, b, c] = [0, 1, 2].map((i) => hashSumLeaf(i, leaf(BigInt(i + 1)))) as [Uint8Array, Uint8Array, Uint8Array]
  const join = (height: number, left: Uint8Array, l: bigint, right: Uint8Array, r: bigint) =>
    keccak256(concatBytes(Uint8Array.of(0x80 + height), left, word(l, 16), right, word(r, 16)))
  const odd = join(1, c, 3n, new Uint8Array(32), 0n)
  expect(tree.root).toBe(to0x(join(2, join(1, a, 1n, b, 2n), 3n, odd, 3n)))
  expect(tree.sum).toBe(6n)
  expect(new Set([leafKeyOf(tree.root, 0, 1), leafKeyOf(tree.root, 1, 0), leafKeyOf(own.agreement, 0, 1)]).size).toBe(3)
})

test('Q2 any leaves of any split are proven at once, with no sibling that could be computed', () => {
  fc.assert(
    fc.property(chosen, ({ tree, indices }) => {
      const proof = sumProof(tree, indices)
      expect(provesLeaves(tree, shownOf(tree, indices), proof)).toBe(true)
      expect(tree.sum).toBe(tree.leaves.reduce((sum, { amount }) => sum + amount, 0n))
      for (const index of indices.slice(0, 2)) expect(sumProof(tree, [index]).siblings.length).toBe(proof.depth)
    }),
    { numRuns: 150 },
  )
  const tree = buildSumTree(Array.from({ length: 16 }, () => leaf(1n)))
  expect(sumProof(tree, [...Array(16).keys()]).siblings).toEqual([])
})

test('Q2 C20 a changed leaf, place, sum, sibling, or proof that is longer or shorter proves nothing', () => {
  const one: SumNode = { hash: new Uint8Array(32), sum: 1n }
  fc.assert(
    fc.property(chosen, fc.nat(), ({ tree, indices }, seed) => {
      const proof = sumProof(tree, indices)
      const shown = shownOf(tree, indices)
      const at = seed % shown.length
      const change = (with_: Partial<SumLeaf>) => shown.map((item, i) => (i === at ? { ...item, leaf: { ...item.leaf, ...with_ } } : item))
      const original = (shown[at] as (typeof shown)[number]).leaf
      const wrong: boolean[] = [
        provesLeaves(tree, change({ amount: original.amount + 1n }), proof),
        provesLeaves(tree, change({ amount: original.amount - 1n }), proof),
        provesLeaves(tree, change({ agreement: `0x${'ee'.repeat(32)}` }), proof),
        provesLeaves(tree, change({ split: original.split === undefined ? { root: noBounty, sum: 0n } : undefined }), proof),
        provesLeaves({ ...tree, sum: tree.sum + 1n }, shown, proof),
        provesLeaves(tree, shown, { ...proof, siblings: [...proof.siblings, one] }),
        provesLeaves(tree, shown, { ...proof, depth: proof.depth + 1 }),
        provesLeaves(tree, [...shown, ...shown], proof),
        provesLeaves(
          tree,
          shown.map(({ index, leaf: same }) => ({ index: index + 2 ** proof.depth, leaf: same })),
          proof,
        ),
      ]
      if (proof.siblings.length > 0) {
        const s = seed % proof.siblings.length
        const bent = (with_: Partial<SumNode>) => proof.siblings.map((node, i) => (i === s ? { ...node, ...with_ } : node))
        const sibling = proof.siblings[s] as SumNode
        wrong.push(
          provesLeaves(tree, shown, { ...proof, siblings: bent({ sum: sibling.sum + 1n }) }),
          provesLeaves(tree, shown, { ...proof, siblings: bent({ sum: sibling.sum - 1n }) }),
          provesLeaves(tree, shown, { ...proof, siblings: proof.siblings.slice(1) }),
        )
      }
      expect(wrong).not.toContain(true)
    }),
    { numRuns: 100 },
  )
})

test('Q3 C20 a node is no leaf: what proves two leaves proves nothing one level up', () => {
  const tree = buildSumTree([leaf(1n), leaf(2n), leaf(3n), leaf(4n)])
  const [left, right] = tree.levels[1] as [SumNode, SumNode]
  const forged = { payee, amount: 3n, agreement: to0x(left.hash) }
  expect(provesLeaves(tree, [{ index: 0, leaf: forged }], { depth: 1, siblings: [right] })).toBe(false)
})

test('Q3 C20 no two leaves under one root have the same index: a tree of two depths proves those of one alone', () => {
  const [inner, thief] = [buildSumTree([leaf(2n), leaf(3n)]), leaf(5n)]
  const left = inner.levels[1]?.[0] as SumNode
  const sibling = { hash: hashSumLeaf(1, thief), sum: 5n }
  const stolen = { depth: 1, siblings: [left] }
  const due = { depth: 2, siblings: [inner.levels[0]?.[0] as SumNode, sibling] }
  const proofs = (height: number) => {
    const root = { root: to0x(joinSums(height, left, sibling).hash), sum: 10n }
    return [provesLeaves(root, [{ index: 1, leaf: thief }], stolen), provesLeaves(root, [{ index: 1, leaf: leaf(3n) }], due)]
  }
  expect([proofs(1), proofs(2)]).toEqual([
    [true, false],
    [false, true],
  ])
})

test('Q4 C20 sums are checked: nothing, less than nothing, more than 128 bits, and more below than above make no tree', () => {
  const most = (1n << 128n) - 1n
  expect(buildSumTree([leaf(most)]).sum).toBe(most)
  const none: (readonly SumLeaf[])[] = [
    [],
    [leaf(0n)],
    [leaf(-1n)],
    [leaf(most + 1n)],
    [leaf(most), leaf(1n)],
    [{ ...leaf(5n), split: { root: noBounty, sum: 6n } }],
    [{ ...leaf(5n), split: { root: noBounty, sum: 0n } }],
  ]
  for (const leaves of none) expect(() => buildSumTree(leaves)).toThrow('BOUNTY_SPLIT')
  const huge = { depth: 1, siblings: [{ hash: new Uint8Array(32), sum: most }] }
  expect(() => provenRoot([{ index: 0, leaf: leaf(1n) }], huge)).toThrow('BOUNTY_SPLIT')
  const tree = buildSumTree([leaf(1n), leaf(2n)])
  for (const indices of [[], [2], [-1], [1, 0], [0, 0], [0.5]]) expect(() => sumProof(tree, indices)).toThrow('BOUNTY_SPLIT')
})

test('Q5 a split of 10 000 leaves is built within a second', () => {
  const leaves = Array.from({ length: 10_000 }, (_, i) => leaf(BigInt(i + 1)))
  // The first leaves warm the compiler up; what is measured is the work, not the start of the process.
  buildSumTree(leaves.slice(0, 500))
  // Of this process's own work: other programs of the machine do not count.
  const start = process.cpuUsage()
  const tree = buildSumTree(leaves)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(1000)
  expect(tree.sum).toBe(50_005_000n)
  expect(provesLeaves(tree, shownOf(tree, [9_999]), sumProof(tree, [9_999]))).toBe(true)
})
