import { type Address, type Agreement, bountyIdOf, type EscrowAction, type Hex, noBounty, ether } from '@daomesh/protocol'
import { accountOf, signDigest } from '../../fixtures/accounts.ts'
import { escrow, openEscrow } from '../../fixtures/escrow.ts'
import type { actOnEscrow } from '../contract/actOnEscrow.ts'
import { escrowGroups, type KnownSplit } from '../escrow/payoutGroups.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { buildSumTree } from '../tree/sumTree.ts'

export type Rules = typeof actOnEscrow

export const day = 86_400
const named = (name: string) => accountOf(name)
const issuer = named('issuer')
const hunter = named('hunter')
const court = named('court')
const workers = [named('ann'), named('bob')] as const
export const parties = { issuer: issuer.address, hunter: hunter.address, court: court.address } as const
export const amount = 10_000n

export const moveNames = [
  'split',
  'deliver',
  'accept',
  'acceptLeaf',
  'object',
  'objectLeaf',
  'contest',
  'rule',
  'release',
  'refund',
  'settle',
  'payout',
  'redirect',
  'free',
  'wait',
] as const
/** `which`: a leaf, counted round; `part`: of an amount, in percent; `days` for `wait`. */
export type Move = { readonly what: (typeof moveNames)[number]; readonly which: number; readonly part: number; readonly days: number }

export type Leaf = { readonly split: number; readonly index: number; readonly key: Hex; readonly payee: Address; readonly amount: bigint }
type Split = KnownSplit & { readonly leaves: readonly Leaf[]; readonly subs: readonly Agreement[] }

/** One bounty in an escrow with purses beside it, moved by whoever may do so. Money is kept beside it, apart from the rules. */
export const beginLife = (rules: Rules) => {
  const people = [issuer, hunter, court, ...workers].map(({ address: one }) => one)
  const { act: actAt, purses, state } = openEscrow(rules, people, 100_000n)
  let now = 0
  const splits: Split[] = []
  const agreement: Agreement = {
    issuer: issuer.address,
    hunter: hunter.address,
    token: ether,
    amount,
    termsHash: noBounty,
    deliverBy: 20 * day,
    reviewPeriod: 4 * day,
    reviewer: issuer.address,
    arbiter: court.address,
    defaultSplit: 4_000,
    parent: noBounty,
    validUntil: 20 * day,
    nonce: 1n,
  }
  const id = bountyIdOf(1n, escrow, agreement)
  const act = (from: Address, action: EscrowAction, value = 0n): string => actAt(from, now, action, value)
  act(issuer.address, { kind: 'fund', agreement, hunterSignature: signDigest(hunter, id) }, amount)

  const leaves = (): readonly Leaf[] => splits.flatMap((split) => split.leaves)
  const groupsOf = (keys: readonly Hex[]) => escrowGroups(id, splits, keys).groups
  const pathTo = ({ key }: Leaf) => groupsOf([key]).map((group) => ({ ...group, pay: 0n }))
  const splitOff = (part: number): string => {
    const left = amount - splits.reduce((sum, { tree }) => sum + tree.sum, 0n)
    const each = (left * BigInt(part)) / 200n
    if (each === 0n || splits.length >= 3) return 'nothing left'
    const number = splits.length + 1
    const subs = workers.map(({ address: payee }, i): Agreement => ({
      ...agreement,
      issuer: hunter.address,
      hunter: payee,
      amount: each,
      parent: id,
      nonce: BigInt(100 * number + i),
    }))
    const tree = buildSumTree(subs.map((sub) => ({ payee: sub.hunter, amount: each, agreement: bountyIdOf(1n, escrow, sub) })))
    const done = act(hunter.address, {
      kind: 'split',
      agreement,
      path: [],
      splits: [{ from: 0, number, root: tree.root, sum: tree.sum, signature: '0x' }],
    })
    if (done !== 'done') return done
    const made = subs.map((sub, index) => ({ split: number, index, key: leafKeyOf(id, number, index), payee: sub.hunter, amount: each }))
    splits.push({ node: id, split: number, tree, signature: '0x', leaves: made, subs })
    return done
  }
  const pay = (leaf: Leaf, from: Address = court.address): string => act(from, { kind: 'payout', agreement, groups: groupsOf([leaf.key]) })
  const onLeaf = ({ what, part }: Move, leaf: Leaf): string => {
    switch (what) {
      case 'acceptLeaf': {
        const level = { from: 0, split: leaf.split, block: 0, leaves: 1n << BigInt(leaf.index), signature: '0x' } as const
        return act(hunter.address, { kind: 'acceptLeaves', agreement, path: [], levels: [level] })
      }
      case 'objectLeaf': {
        const sub = splits[leaf.split - 1]?.subs[leaf.index] ?? agreement
        return act(hunter.address, { kind: 'objectLeaf', agreement, path: pathTo(leaf), sub, reasonHash: id }, leaf.amount / 50n)
      }
      case 'contest':
        return act(leaf.payee, { kind: 'contest', node: leaf.key, signature: '0x' })
      case 'rule':
        return act(court.address, { kind: 'rule', node: leaf.key, hunterAmount: (leaf.amount * BigInt(part)) / 100n })
      case 'payout':
        return pay(leaf)
      case 'redirect':
        return act(leaf.payee, { kind: 'redirect', agreement, path: pathTo(leaf), to: leaf.payee, signature: '0x' })
      default:
        return act(leaf.payee, {
          kind: 'free',
          agreement,
          path: pathTo(leaf),
          amount: (leaf.amount * BigInt(part)) / 100n,
          signature: '0x',
        })
    }
  }
  const onRoot = ({ what, part, days }: Move): string => {
    switch (what) {
      case 'wait':
        now += days * day
        return 'done'
      case 'split':
        return splitOff(part)
      case 'deliver':
        return act(hunter.address, { kind: 'deliver', agreement, contentHash: id, signature: '0x' })
      case 'accept':
        return act(issuer.address, { kind: 'accept', agreement, signature: '0x' })
      case 'object':
        return act(issuer.address, { kind: 'object', agreement, reasonHash: id }, amount / 50n)
      case 'contest':
        return act(hunter.address, { kind: 'contest', node: id, signature: '0x' })
      case 'rule':
        return act(court.address, { kind: 'rule', node: id, hunterAmount: (amount * BigInt(part)) / 100n })
      case 'refund':
        return act(issuer.address, { kind: 'refund', agreement })
      case 'settle': {
        // Nothing for the hunter needs its consent alone.
        const ask = { hunterAmount: 0n, validUntil: 2 ** 31, hunterSignature: '0x', issuerSignature: '0x' } as const
        return act(hunter.address, { kind: 'settle', agreement, ...ask })
      }
      default:
        return act(court.address, { kind: 'release', agreement })
    }
  }
  const aboutLeaf: ReadonlySet<Move['what']> = new Set(['acceptLeaf', 'objectLeaf', 'payout', 'redirect', 'free'])
  return {
    id,
    escrow,
    agreement,
    leaves,
    pay,
    purse: (account: Address): bigint => purses.get(account) ?? 0n,
    sum: (): bigint => [...purses.values()].reduce((all, one) => all + one, 0n),
    held: (): bigint => state().held.get(id) ?? 0n,
    record: () => {
      const record = state().book.bounties.get(id)
      if (record === undefined) throw new RangeError('funded at its beginning')
      return record
    },
    now: (): number => now,
    /** `contest` and `rule` are about the bounty itself for an even `which`. @returns `done`, or why it was refused. */
    make: (one: Move): string => {
      const all = leaves()
      const leaf = all[one.which % Math.max(1, all.length)]
      const either = one.what === 'contest' || one.what === 'rule'
      if (!aboutLeaf.has(one.what) && !(either && one.which % 2 === 1)) return onRoot(one)
      return leaf === undefined ? 'no leaf' : onLeaf(one, leaf)
    },
  }
}
