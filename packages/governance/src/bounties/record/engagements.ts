import type { Address, BountyId, Hex } from '@daomesh/protocol'
import { type BountyRecord, markOf, nodeOf } from '../escrow/bountyRecord.ts'
import { committedOf } from '../escrow/shares.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'

/** `open`: under way. `objected`: before it is settled somebody objects to it. `settled`: what it pays is final and has left the escrow's hands. */
export type EngagementState = 'open' | 'objected' | 'settled'

/**
 * One account that works for another: a bounty (issuer and hunter), or a leaf of its pyramid (who split, and who does the part). The mesh is made of them.
 * Money in the smallest unit of `token`, times in seconds of chain time.
 */
export type Engagement = {
  /** The bounty's id, or the key of the leaf. */
  readonly key: Hex
  /** The funded bounty whose pyramid it is in. */
  readonly bounty: BountyId
  /** What it was split from; null for the bounty itself. */
  readonly above: Hex | null
  readonly payer: Address
  readonly payee: Address
  readonly token: Address
  /** Agreed; of a leaf that is known from its payment alone, what was paid. */
  readonly amount: bigint
  /** What came, with all that went on below it; 0 before it is settled. */
  readonly paid: bigint
  /** Of that what the payee kept. */
  readonly kept: bigint
  readonly state: EngagementState
  readonly disputed: boolean
  /** Its payee passed work on, whether or not the parts are known here. */
  readonly split: boolean
  readonly fundedAt: number
  /** 0 before it is settled. */
  readonly settledAt: number
  /** Its agreement, where it is known here, what that commits to of the words, and the bounty that it names as the one above. */
  readonly agreement: Hex | null
  readonly termsHash: Hex | null
  readonly parent: Hex | null
}

type Part = {
  readonly owner: Hex
  readonly payee: Address
  readonly amount: bigint | null
  readonly payment: bigint | null
  readonly agreement: Hex | null
  readonly termsHash: Hex | null
}

/** Every part that the chain paid or that somebody showed, under the node that it was split from. */
const partsOf = (record: BountyRecord): ReadonlyMap<Hex, ReadonlyMap<Hex, Part>> => {
  const below = new Map<Hex, Map<Hex, Part>>()
  const put = (key: Hex, part: Part): void => {
    const parts = below.get(part.owner) ?? new Map<Hex, Part>()
    below.set(part.owner, parts.set(key, part))
  }
  for (const [key, { owner, split, index, leaf, sub }] of record.places) {
    const payment = nodeOf(record, owner).payments.get(markOf(split, index))
    put(key, {
      owner,
      payee: leaf.payee,
      amount: leaf.amount,
      payment: payment?.margin ?? null,
      agreement: leaf.agreement,
      termsHash: sub?.termsHash ?? null,
    })
  }
  for (const [owner, { payments }] of record.nodes)
    for (const [mark, { index, payee, margin }] of payments) {
      const key = leafKeyOf(owner, Number(mark.split(':')[0]), index)
      if (below.get(owner)?.has(key) !== true) put(key, { owner, payee, amount: null, payment: margin, agreement: null, termsHash: null })
    }
  return below
}

/**
 * All engagements of one pyramid as far as it is known: from the chain's payments, and from leaves that somebody showed and the chain committed to.
 * From the top down: each after the one it was split from.
 */
export const engagementsOf = (record: BountyRecord): readonly Engagement[] => {
  const { agreement, id, fundedAt } = record
  const released = record.status === 'released'
  const parts = partsOf(record)
  const committed = committedOf(record, id)
  const found: Engagement[] = []
  /** Answers what the node with all below it was paid. */
  const visit = (key: Hex, above: Hex | null, payer: Address, part: Part): bigint => {
    const at = found.length
    const { splits, opened, dispute } = nodeOf(record, key)
    const below = parts.get(key) ?? new Map<Hex, Part>()
    const open: Engagement = {
      key,
      bounty: id,
      above,
      payer,
      payee: part.payee,
      token: agreement.token,
      amount: part.amount ?? 0n,
      paid: 0n,
      kept: 0n,
      state: dispute === null ? 'open' : 'objected',
      disputed: dispute !== null,
      split: splits.length > 0 || opened || below.size > 0,
      fundedAt,
      settledAt: 0,
      agreement: part.agreement,
      termsHash: part.termsHash,
      parent: above === null ? agreement.parent : null,
    }
    found.push(open)
    let passed = 0n
    for (const [child, one] of below) passed += visit(child, key, part.payee, one)
    if (part.payment === null) return 0n
    const paid = above === null ? record.released : part.payment + passed
    found[at] = { ...open, paid, kept: part.payment, amount: part.amount ?? paid, state: 'settled', settledAt: record.releasedAt }
    return paid
  }
  const margin = record.released > committed ? record.released - committed : 0n
  visit(id, null, agreement.issuer, {
    owner: id,
    payee: agreement.hunter,
    amount: agreement.amount,
    payment: released ? margin : null,
    agreement: id,
    termsHash: agreement.termsHash,
  })
  return found
}
