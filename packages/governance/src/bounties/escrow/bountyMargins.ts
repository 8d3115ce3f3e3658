import type { Address, Hex } from '@daomesh/protocol'
import { type BountyRecord, nodeOf } from './bountyRecord.ts'
import { leafStanding, leavesBelow } from './leafStanding.ts'
import { baseOf, committedOf } from './shares.ts'

/** What one node of a pyramid has and keeps: `amount` at most, `committed` to those below, `margin` of it for its payee. */
export type NodeMargin = {
  readonly node: Hex
  readonly payee: Address
  readonly amount: bigint
  readonly committed: bigint
  readonly margin: bigint
  /** Every split of it is on the chain, and of every node above: otherwise it is not safe to start (E9). */
  readonly anchored: boolean
  readonly depth: number
}

/** A split counts when it was added on the chain; one that a leaf carries when it was opened, or its payee's signature is at hand. */
const splitCounts = (record: BountyRecord, owner: Hex, split: number, signed: ReadonlySet<Hex>): boolean =>
  split === 0 ? nodeOf(record, owner).opened || signed.has(owner) : nodeOf(record, owner).splits.length >= split

/**
 * All nodes of a pyramid that are known here, from the top down: who gets what, and who keeps how much of it. Sums fit by construction; what is not on the
 * chain yet is shown as not anchored.
 * @param signed nodes whose carried split a key of their payee signed, as far as that signature is at hand: it opens the split with the payment itself.
 */
export const bountyMargins = (record: BountyRecord, signed: ReadonlySet<Hex> = new Set()): readonly NodeMargin[] => {
  const rows: NodeMargin[] = []
  const visit = (node: Hex, payee: Address, depth: number, anchored: boolean): void => {
    const [amount, committed] = [baseOf(record, node), committedOf(record, node)]
    rows.push({ node, payee, amount, committed, margin: amount > committed ? amount - committed : 0n, anchored, depth })
    for (const [key, { leaf, split }] of leavesBelow(record, node))
      visit(key, leaf.payee, depth + 1, anchored && splitCounts(record, node, split, signed))
  }
  visit(record.id, record.agreement.hunter, 0, true)
  return rows
}

/** A line of what an account owes or waits for: of its own leaf (`to` itself), or of one that it split off. Amounts in the token of the bounty. */
export type BountyDue = {
  readonly node: Hex
  readonly role: 'owes' | 'waits'
  readonly other: Address
  readonly amount: bigint
  readonly state: ReturnType<typeof leafStanding>['state']
  readonly at: number
}

/**
 * What an account owes and waits for in one bounty at `now`: the margin of its own place, and the leaves that it split off, with where each stands.
 */
export const bountyDues = (record: BountyRecord, account: Address, now: number): readonly BountyDue[] => {
  const { issuer, hunter } = record.agreement
  const open = record.status !== 'released'
  const margin = baseOf(record, record.id) - committedOf(record, record.id)
  const at = record.status === 'delivered' ? record.deliveredAt + record.agreement.reviewPeriod : 0
  const top: BountyDue[] = []
  if (open && account === hunter) top.push({ node: record.id, role: 'waits', other: issuer, amount: margin, state: 'waiting', at })
  if (open && account === issuer)
    top.push({ node: record.id, role: 'owes', other: hunter, amount: record.agreement.amount, state: 'waiting', at })
  const below = [...record.places].flatMap(([key, { owner, leaf }]): readonly BountyDue[] => {
    const payer = record.places.get(owner)?.leaf.payee ?? hunter
    const { state, margin: part, share, at: then } = leafStanding(record, key, now)
    if (state === 'paid') return []
    const waits = { node: key, role: 'waits', other: payer, amount: part, state, at: then } as const
    const owes = { node: key, role: 'owes', other: leaf.payee, amount: share, state, at: then } as const
    return [...(leaf.payee === account ? [waits] : []), ...(payer === account ? [owes] : [])]
  })
  return [...top, ...below]
}
