import {
  address,
  type Agreement,
  bountyId,
  type BountyFact,
  bountyIdOf,
  type EscrowGroup,
  type Hex,
  noBounty,
  type SumLeaf,
} from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { provenRoot } from '../tree/sumProof.ts'
import { buildSumTree } from '../tree/sumTree.ts'
import { bountyDues, bountyMargins } from './bountyMargins.ts'
import { type Asker, bountyMoves } from './bountyMoves.ts'
import { type BountyRecord, emptyBook, nodeOf, withPlaces } from './bountyRecord.ts'
import { creditIn } from '../../credits/creditBook.ts'
import { foldBounty } from './foldBounties.ts'
import { leafStanding, placesOfSplit } from './leafStanding.ts'
import { escrowGroups } from './payoutGroups.ts'
import { leafShare, splitParts } from './shares.ts'

const at = (n: number) => address.parse(`0x${n.toString(16).padStart(2, '0').repeat(20)}`)
const [issuer, hunter, reviewer, arbiter, w1, w2] = [at(1), at(2), at(3), at(4), at(5), at(6)]
const escrow = at(0xe5)
const day = 86_400
const agreement: Agreement = {
  issuer,
  hunter,
  token: at(0),
  amount: 100n,
  termsHash: noBounty,
  deliverBy: 10 * day,
  reviewPeriod: 3 * day,
  reviewer,
  arbiter,
  defaultSplit: 4000,
  parent: noBounty,
  validUntil: 5 * day,
  nonce: 1n,
}
const id = bountyIdOf(1n, escrow, agreement)
const sub = (payee: ReturnType<typeof at>, amount: bigint): Agreement => ({
  ...agreement,
  issuer: hunter,
  hunter: payee,
  amount,
  parent: id,
})
const subs = [sub(w1, 50n), sub(w2, 30n)]
const leaves: readonly SumLeaf[] = subs.map((one) => ({ payee: one.hunter, amount: one.amount, agreement: bountyIdOf(1n, escrow, one) }))
const tree = buildSumTree(leaves)
const [k1, k2] = [leafKeyOf(id, 1, 0), leafKeyOf(id, 1, 1)]

type Told = readonly [BountyFact, number]
const funded: Told = [{ kind: 'funded', id, agreement }, 0]
const split: Told = [{ kind: 'split', id, node: id, owner: hunter, number: 1, root: tree.root, sum: tree.sum }, day]
const delivered: Told = [{ kind: 'delivered', id, contentHash: noBounty }, 2 * day]
const released = (part: bigint, when = 3 * day): Told => [
  { kind: 'released', id, released: part, margin: part > 80n ? part - 80n : 0n, releasedAt: when },
  when,
]
const recordOf = (...facts: readonly Told[]): BountyRecord => {
  const book = facts.reduce((all, [fact, when]) => foldBounty(all, fact, when), emptyBook)
  const record = book.bounties.get(id)
  if (record === undefined) throw new RangeError('funded first')
  return withPlaces(record, placesOfSplit(id, 1, leaves, subs))
}
const asker = (account: ReturnType<typeof at>, ...memberOf: readonly ReturnType<typeof at>[]): Asker => ({ account, memberOf })
const movesOf = (record: BountyRecord, who: Asker, now: number): readonly string[] =>
  bountyMoves(record, who, now).map(({ move, node }) => (node === null ? move : `${move}:${node === k1 ? 1 : 2}`))

test('Q6 a bounty is what the chain told of it, in order, and what cannot be placed says nothing', () => {
  expect(recordOf(funded)).toMatchObject({ status: 'funded', fundedAt: 0, agreement })
  expect(recordOf(funded, split, delivered)).toMatchObject({ status: 'delivered', deliveredAt: 2 * day })
  const objected: Told = [
    { kind: 'objected', id, node: id, objector: issuer, arbiter, bond: 2n, reasonHash: noBounty, contested: true },
    3 * day,
  ]
  const ruled: Told = [{ kind: 'ruled', id, node: id, hunterAmount: 60n }, 4 * day]
  expect(recordOf(funded, split, delivered, objected).status).toBe('objected')
  expect(recordOf(funded, split, delivered, objected, ruled).nodes.get(id)?.dispute).toMatchObject({
    ruledAt: 4 * day,
    hunterAmount: 60n,
    bonded: false,
  })
  const stranger = foldBounty(emptyBook, { kind: 'delivered', id: bountyId.parse(noBounty), contentHash: noBounty }, 0)
  expect(stranger.bounties.size).toBe(0)
  const owed = foldBounty(emptyBook, { kind: 'credited', vault: at(0), account: w1, amount: 5n }, 0)
  expect(creditIn(owed, at(0), w1)).toBe(5n)
  expect(creditIn(foldBounty(owed, { kind: 'claimed', vault: at(0), account: w1, recipient: w1, amount: 5n }, 1), at(0), w1)).toBe(0n)
})

test('Q7 E5: earlier splits are filled first, a leaf gets ⌊amount · part / sum⌋, and nobody more than was promised', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10_000n }),
      fc.array(fc.array(fc.bigInt({ min: 1n, max: 500n }), { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
      (part, splits) => {
        const sums = splits.map((amounts) => amounts.reduce((sum, amount) => sum + amount, 0n))
        const parts = splitParts(part, sums)
        const all = parts.reduce((sum, got) => sum + got, 0n)
        const whole = sums.reduce((sum, one) => sum + one, 0n)
        expect(all).toBe(part < whole ? part : whole)
        splits.forEach((amounts, i) => {
          const paid = amounts.map((amount) => leafShare(amount, parts[i] ?? 0n, sums[i] ?? 0n))
          const sum = paid.reduce((total, one) => total + one, 0n)
          expect(sum).toBeLessThanOrEqual(parts[i] ?? 0n)
          expect((parts[i] ?? 0n) - sum).toBeLessThan(BigInt(amounts.length))
          if (i > 0 && (parts[i] ?? 0n) > 0n) expect(parts[i - 1]).toBe(sums[i - 1])
        })
      },
    ),
    { numRuns: 200 },
  )
  expect([splitParts(40n, [0n, 80n])[1], leafShare(50n, 40n, 80n), leafShare(30n, 40n, 80n)]).toEqual([40n, 25n, 15n])
})

test('Q8 E3 C17: a leaf waits for the window, is paid at once where it was accepted, freezes with an objection, and is paid once', () => {
  const base = [funded, split, delivered, released(100n)] as const
  const now = 4 * day
  expect(leafStanding(recordOf(funded, split), k1, now)).toMatchObject({ state: 'waiting', part: 50n })
  expect(leafStanding(recordOf(...base), k1, now)).toMatchObject({ state: 'waiting', at: 6 * day, margin: 50n })
  expect(leafStanding(recordOf(...base), k1, 6 * day).state).toBe('payable')
  const accepted: Told = [{ kind: 'leavesAccepted', id, node: id, split: 1, leaves: [0] }, now]
  expect(leafStanding(recordOf(...base, accepted), k1, now)).toMatchObject({ state: 'payable', part: 50n })
  expect(leafStanding(recordOf(...base, accepted), k2, now).state).toBe('waiting')
  const objected: Told = [
    { kind: 'objected', id, node: k2, objector: hunter, arbiter, bond: 0n, reasonHash: noBounty, contested: false },
    now,
  ]
  expect(leafStanding(recordOf(...base, objected), k2, 6 * day).state).toBe('frozen')
  expect(leafStanding(recordOf(...base, objected), k2, 7 * day)).toMatchObject({ state: 'payable', part: 0n })
  const contested: Told = [{ kind: 'contested', id, node: k2 }, 5 * day]
  expect(leafStanding(recordOf(...base, objected, contested), k2, 65 * day - 1).state).toBe('frozen')
  expect(leafStanding(recordOf(...base, objected, contested), k2, 65 * day)).toMatchObject({ state: 'payable', part: 12n })
  const ruled: Told = [{ kind: 'ruled', id, node: k2, hunterAmount: 20n }, 6 * day]
  expect(leafStanding(recordOf(...base, objected, contested, ruled), k2, 6 * day)).toMatchObject({ state: 'payable', part: 20n })
  const paid: Told = [{ kind: 'paid', id, node: id, split: 1, payments: [{ index: 0, payee: w1, margin: 50n }] }, now]
  expect(leafStanding(recordOf(...base, accepted, paid), k1, now).state).toBe('paid')
  expect(leafStanding(recordOf(...base), bountyId.parse(noBounty), now).state).toBe('unknown')
  expect(leafStanding(recordOf(funded, split, delivered, released(40n)), k1, 9 * day)).toMatchObject({ state: 'payable', part: 25n })
  const freed: Told = [{ kind: 'freed', id, node: k1, amount: 20n }, day]
  expect(leafStanding(recordOf(funded, split, freed, delivered, released(40n)), k1, 9 * day)).toMatchObject({ part: 16n })
})

test('Q83 E5 C19: who does not know the leaves reads no margin below nothing where one of them was given up and its amount promised anew', () => {
  const freed: Told = [{ kind: 'freed', id, node: k1, amount: 0n }, 2 * day]
  const again: Told = [{ kind: 'split', id, node: id, owner: hunter, number: 2, root: tree.root, sum: 60n }, 3 * day]
  const facts = [funded, split, freed, again]
  const blind = facts.reduce((all, [fact, when]) => foldBounty(all, fact, when), emptyBook).bounties.get(id)
  if (blind === undefined) throw new RangeError('funded first')
  const [known] = bountyMargins(recordOf(...facts))
  expect(known).toMatchObject({ amount: 100n, committed: 90n, margin: 10n })
  expect(bountyMargins(blind)).toMatchObject([{ amount: 100n, committed: 100n, margin: 0n }])
  expect(bountyDues(blind, hunter, 4 * day).map(({ amount }) => amount)).toEqual([0n])
})

test('Q9 E6 E7 C19: who may do what follows the clock of the chain, to the second', () => {
  const nobody = asker(at(9))
  expect(movesOf(recordOf(funded), nobody, 0)).toEqual([])
  expect(movesOf(recordOf(funded), asker(hunter), 10 * day)).toEqual(expect.arrayContaining(['deliver', 'split', 'settle']))
  expect(movesOf(recordOf(funded), asker(hunter), 10 * day + 1)).not.toContain('deliver')
  expect(movesOf(recordOf(funded), asker(issuer), 10 * day)).not.toContain('refund')
  expect(movesOf(recordOf(funded), asker(issuer), 10 * day + 1)).toContain('refund')
  expect(movesOf(recordOf(funded), asker(at(9), issuer), 0)).toContain('accept')
  const review = recordOf(funded, split, delivered)
  expect(movesOf(review, asker(reviewer), 5 * day - 1)).toContain('accept')
  expect(movesOf(review, asker(at(9), issuer), 5 * day - 1)).toContain('object')
  expect(bountyMoves(review, asker(at(9), issuer), 5 * day - 1).find(({ move }) => move === 'object')).toMatchObject({
    alone: true,
    until: 5 * day - 1,
  })
  expect(movesOf(review, asker(issuer), 5 * day)).toEqual(['release'])
  expect(movesOf(review, nobody, 5 * day)).toEqual(['release'])
  const raised: Told = [
    { kind: 'objected', id, node: id, objector: issuer, arbiter, bond: 2n, reasonHash: noBounty, contested: false },
    3 * day,
  ]
  const objected = recordOf(funded, delivered, raised)
  expect(movesOf(objected, asker(hunter), 6 * day - 1)).toContain('contest')
  expect(movesOf(objected, asker(hunter), 6 * day)).toEqual(['release', 'acceptLeaf:1', 'acceptLeaf:2'])
  expect(movesOf(objected, asker(reviewer), 4 * day)).not.toContain('accept')
  expect(movesOf(objected, asker(arbiter), 4 * day)).not.toContain('rule')
  const contested = recordOf(funded, delivered, raised, [{ kind: 'contested', id, node: id }, 4 * day])
  expect(movesOf(contested, asker(arbiter), 64 * day - 1)).toContain('rule')
  expect(movesOf(contested, asker(arbiter), 64 * day)).toEqual(['release'])
})

test('Q9 E3: below the top, who split accepts or objects, the payee redirects, and anybody pays what is due', () => {
  const open = recordOf(funded, split, delivered, released(100n))
  expect(movesOf(open, asker(hunter), 4 * day)).toEqual(['acceptLeaf:1', 'object:1', 'acceptLeaf:2', 'object:2'])
  expect(movesOf(open, asker(hunter), 6 * day)).toEqual(['acceptLeaf:1', 'payout:1', 'acceptLeaf:2', 'payout:2'])
  expect(movesOf(open, asker(at(9), w1), 4 * day)).toEqual(['deliver:1', 'redirect:1'])
  expect(movesOf(open, asker(at(9)), 6 * day)).toEqual(['payout:1', 'payout:2'])
  expect(movesOf(recordOf(funded, split), asker(w1), day)).toEqual(['deliver:1', 'redirect:1', 'split:1', 'free:1'])
})

test('Q9 E3: an objection may be taken back until silence or a ruling decides it, and what is decided is not accepted any more', () => {
  const offered = (record: BountyRecord, now: number) =>
    bountyMoves(record, asker(hunter), now).find(({ move, node }) => move === 'acceptLeaf' && node === k1)
  const contested: Told = [{ kind: 'contested', id, node: k1 }, 5 * day]
  const facts = [funded, split, delivered, released(100n)] as const
  const raised: Told = [
    { kind: 'objected', id, node: k1, objector: hunter, arbiter, bond: 1n, reasonHash: noBounty, contested: false },
    4 * day,
  ]
  expect(offered(recordOf(...facts, raised), 7 * day - 1)).toMatchObject({ until: 7 * day - 1 })
  expect(offered(recordOf(...facts, raised), 7 * day)).toBeUndefined()
  expect(offered(recordOf(...facts, raised, contested), 65 * day - 1)).toMatchObject({ until: 65 * day - 1 })
  expect(offered(recordOf(...facts, raised, contested), 65 * day)).toBeUndefined()
  expect(
    offered(recordOf(...facts, raised, contested, [{ kind: 'ruled', id, node: k1, hunterAmount: 50n }, 6 * day]), 6 * day),
  ).toBeUndefined()
})

test('Q9 R30: who accepts a leaf ends its own objection: its bond is back, and nobody is asked to contest or to rule any more', () => {
  const raised: Told = [
    { kind: 'objected', id, node: k1, objector: hunter, arbiter, bond: 1n, reasonHash: noBounty, contested: true },
    4 * day,
  ]
  const open = recordOf(funded, split, delivered, released(100n), raised)
  expect(movesOf(open, asker(arbiter), 5 * day)).toContain('rule:1')
  const ended = recordOf(funded, split, delivered, released(100n), raised, [
    { kind: 'leavesAccepted', id, node: id, split: 1, leaves: [0] },
    5 * day,
  ])
  expect(nodeOf(ended, k1).dispute?.bonded).toBe(false)
  expect(movesOf(ended, asker(arbiter), 5 * day)).not.toContain('rule:1')
  expect(movesOf(ended, asker(w1), 5 * day)).not.toContain('contest:1')
})

test('Q10 E2 E9: margins are what lies above the splits, and only what the chain holds is safe to start', () => {
  const rows = bountyMargins(recordOf(funded, split))
  expect(rows.map(({ payee, amount, margin, anchored, depth }) => [payee, amount, margin, anchored, depth])).toEqual([
    [hunter, 100n, 20n, true, 0],
    [w1, 50n, 50n, true, 1],
    [w2, 30n, 30n, true, 1],
  ])
  expect(bountyMargins(recordOf(funded)).map(({ anchored }) => anchored)).toEqual([true, false, false])
  // A split that a leaf carries counts where its payee's signature is at hand, and only below what the chain holds.
  const owner = leafKeyOf(id, 1, 0)
  const below = [leafKeyOf(owner, 0, 0), { owner, split: 0, index: 0, leaf: { payee: w2, amount: 5n, agreement: noBounty } }] as const
  const last = (record: BountyRecord, signed: readonly Hex[]) =>
    bountyMargins(withPlaces(record, [below]), new Set(signed)).find(({ depth }) => depth === 2)?.anchored
  expect([last(recordOf(funded, split), []), last(recordOf(funded, split), [owner]), last(recordOf(funded), [owner])]).toEqual([
    false,
    true,
    false,
  ])
  const dues = bountyDues(recordOf(funded, split, delivered), hunter, 3 * day)
  expect(dues.map(({ role, other, amount }) => [role, other, amount])).toEqual([
    ['waits', issuer, 20n],
    ['owes', w1, 50n],
    ['owes', w2, 30n],
  ])
  expect(bountyDues(recordOf(funded, split, delivered), w1, 3 * day)).toMatchObject([
    { role: 'waits', other: hunter, amount: 50n, state: 'waiting' },
  ])
})

const groupLeads = (group: EscrowGroup): Hex => {
  const places = Array.from({ length: 64 }, (_, i) => i).filter((i) => ((group.shown >> BigInt(i)) & 1n) === 1n)
  const shown = places.map((i, n) => ({ index: group.block * 64 + i, leaf: group.leaves[n] as SumLeaf }))
  return provenRoot(shown, { depth: group.depth, siblings: group.siblings }).root
}

test('Q11 leaves anywhere in a pyramid are shown from the top down, each split by one proof for 64 of its leaves', () => {
  const people = (n: number) => buildSumTree(Array.from({ length: n }, () => ({ payee: w1, amount: 1n, agreement: noBounty })))
  const deep = people(70)
  const planned = buildSumTree([{ payee: w1, amount: 70n, agreement: noBounty, split: deep }, ...leaves])
  const top = { node: id, split: 1, tree: planned, signature: '0x' } as const
  const below = { node: leafKeyOf(id, 1, 0), split: 0, tree: deep, signature: '0xabcd' } as const
  const wanted = deep.leaves.map((_, i) => leafKeyOf(below.node, 0, i))
  const { groups, positions } = escrowGroups(id, [below, top], [...wanted, leafKeyOf(id, 1, 2)])
  expect(groups.map(({ from, split: number, block, leaves: all, pay }) => [from, number, block, all.length, pay])).toEqual([
    [0, 1, 0, 2, 4n],
    [1, 0, 0, 64, (1n << 64n) - 1n],
    [1, 0, 1, 6, 63n],
  ])
  expect(groups.map(groupLeads)).toEqual([planned.root, deep.root, deep.root])
  expect(positions.get(below.node)).toBe(1)
  expect(positions.get(wanted[64] as Hex)).toBe(67)
  expect(escrowGroups(id, [below], wanted).groups).toEqual([])
})
