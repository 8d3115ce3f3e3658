import { type Agreement, bountyIdOf, noBounty, type SumLeaf, ether } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountOf, signDigest } from '../../fixtures/accounts.ts'
import { escrow, openEscrow } from '../../fixtures/escrow.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { buildSumTree } from '../tree/sumTree.ts'
import { escrowGroups } from '../escrow/payoutGroups.ts'
import { leafStanding } from '../escrow/leafStanding.ts'
import { actOnEscrow } from './actOnEscrow.ts'

const day = 86_400
const [issuer, hunter, ann, bob] = ['issuer', 'hunter', 'ann', 'bob'].map(accountOf) as [
  ReturnType<typeof accountOf>,
  ReturnType<typeof accountOf>,
  ReturnType<typeof accountOf>,
  ReturnType<typeof accountOf>,
]
const people = [issuer, hunter, ann, bob]

const open = () =>
  openEscrow(
    actOnEscrow,
    people.map(({ address: one }) => one),
    10_000n,
  )

const agreementOf = (amount: bigint, nonce: bigint): Agreement => ({
  issuer: issuer.address,
  hunter: hunter.address,
  token: ether,
  amount,
  termsHash: noBounty,
  deliverBy: 10 * day,
  reviewPeriod: 2 * day,
  reviewer: issuer.address,
  arbiter: issuer.address,
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 10 * day,
  nonce,
})

test('Q15 C17 what is refused changes nothing and is named as the contract names it', () => {
  const { act, purses } = open()
  const agreement = agreementOf(100n, 1n)
  const id = bountyIdOf(1n, escrow, agreement)
  const fund = { kind: 'fund', agreement, hunterSignature: signDigest(hunter, id) } as const
  expect(act(hunter.address, 0, fund)).toBe('Escrow_NotYours')
  expect(act(issuer.address, 0, fund, 99n)).toBe('Escrow_WrongPayment')
  expect(act(issuer.address, 0, { ...fund, hunterSignature: signDigest(ann, id) }, 100n)).toBe('Escrow_BadSignature')
  expect(act(issuer.address, 11 * day, fund, 100n)).toBe('Escrow_BadAgreement')
  expect(act(issuer.address, 0, { kind: 'refund', agreement }, 1n)).toBe('silent')
  expect(purses.get(escrow)).toBe(0n)
  expect(act(issuer.address, 0, fund, 100n)).toBe('done')
  expect(act(issuer.address, 0, fund, 100n)).toBe('Escrow_WrongStatus')
  expect(act(ann.address, 0, { kind: 'refund', agreement })).toBe('Escrow_TooEarly')
  expect(act(ann.address, 10 * day + 1, { kind: 'refund', agreement })).toBe('done')
  expect([purses.get(issuer.address), purses.get(escrow)]).toEqual([10_000n, 0n])
})

test('Q15 E1 E2 E5 G17: whatever is ruled or settled, a payout is what leafStanding foretold, and all of it never more than was held', () => {
  const amounts = fc.tuple(fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 0n, max: 120n }))
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 120n }), ([first, second, margin], ruled) => {
      const { act, purses, state } = open()
      const agreement = agreementOf(first + second + margin, 2n)
      const id = bountyIdOf(1n, escrow, agreement)
      const leaves: readonly SumLeaf[] = [
        { payee: ann.address, amount: first, agreement: id },
        { payee: bob.address, amount: second, agreement: id },
      ]
      const tree = buildSumTree(leaves)
      const splits = [{ node: id, split: 1, tree, signature: '0x' }] as const
      act(issuer.address, 0, { kind: 'fund', agreement, hunterSignature: signDigest(hunter, id) }, agreement.amount)
      const entry = { from: 0, number: 1, root: tree.root, sum: tree.sum, signature: '0x' } as const
      act(hunter.address, 0, { kind: 'split', agreement, path: [], splits: [entry] })
      act(hunter.address, 0, { kind: 'deliver', agreement, contentHash: id, signature: '0x' })
      act(issuer.address, 1, { kind: 'object', agreement, reasonHash: id }, agreement.amount / 50n)
      const part = ruled > agreement.amount ? agreement.amount : ruled
      expect(act(issuer.address, 2, { kind: 'rule', node: id, hunterAmount: part })).toBe('done')
      expect(act(bob.address, 2, { kind: 'release', agreement })).toBe('done')
      const keys = [0, 1].map((i) => leafKeyOf(id, 1, i))
      const payout = { kind: 'payout', agreement, groups: escrowGroups(id, splits, keys).groups } as const
      expect(act(bob.address, 2 * day, payout)).toBe('Escrow_NotFinal')
      const before = [ann, bob].map(({ address: one }) => purses.get(one) ?? 0n)
      expect(act(bob.address, 3 * day, payout)).toBe('done')
      const record = state().book.bounties.get(id)
      if (record === undefined) throw new RangeError('funded above')
      const foretold = keys.map((key) => leafStanding(record, key, 3 * day))
      expect(foretold.map(({ state: standing }) => standing)).toEqual(['paid', 'paid'])
      expect([ann, bob].map(({ address: one }, i) => (purses.get(one) ?? 0n) - (before[i] ?? 0n))).toEqual(
        foretold.map(({ margin: got }) => got),
      )
      expect(act(bob.address, 3 * day, payout)).toBe('Escrow_AlreadyPaid')
      const held = purses.get(escrow) ?? -1n
      expect(held).toBe(state().held.get(id))
      expect(held >= 0n && held < 2n).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('Q15 R30: who accepts has its bond back in that call, and the arbiter does not take it any more', () => {
  const { act, purses, state } = open()
  const agreement = agreementOf(1_000n, 3n)
  const id = bountyIdOf(1n, escrow, agreement)
  const sub = { ...agreementOf(500n, 4n), issuer: hunter.address, hunter: ann.address }
  const tree = buildSumTree([{ payee: ann.address, amount: 500n, agreement: bountyIdOf(1n, escrow, sub) }])
  const leaf = leafKeyOf(id, 1, 0)
  const { groups } = escrowGroups(id, [{ node: id, split: 1, tree, signature: '0x' }], [leaf])
  act(issuer.address, 0, { kind: 'fund', agreement, hunterSignature: signDigest(hunter, id) }, 1_000n)
  const entry = { from: 0, number: 1, root: tree.root, sum: tree.sum, signature: '0x' } as const
  act(hunter.address, 0, { kind: 'split', agreement, path: [], splits: [entry] })
  act(hunter.address, 0, { kind: 'deliver', agreement, contentHash: id, signature: '0x' })
  act(issuer.address, 0, { kind: 'accept', agreement, signature: '0x' })
  const path = groups.map((group) => ({ ...group, pay: 0n }))
  expect(act(hunter.address, 0, { kind: 'objectLeaf', agreement, path, sub, reasonHash: id }, 10n)).toBe('done')
  expect(act(ann.address, 0, { kind: 'contest', node: leaf, signature: '0x' })).toBe('done')
  const before = purses.get(hunter.address) ?? 0n
  const level = { from: 0, split: 1, block: 0, leaves: 1n, signature: '0x' } as const
  const accept = { kind: 'acceptLeaves', agreement, path: [], levels: [level] } as const
  expect(act(hunter.address, 1, accept)).toBe('done')
  expect(act(hunter.address, 1, accept)).toBe('done')
  expect((purses.get(hunter.address) ?? 0n) - before).toBe(10n)
  expect(act(issuer.address, 1, { kind: 'rule', node: leaf, hunterAmount: 0n })).toBe('Escrow_NotObjected')
  expect(act(bob.address, 1, { kind: 'payout', agreement, groups })).toBe('done')
  expect([purses.get(ann.address), state().held.get(id)]).toEqual([10_500n, 0n])
})
