import type { Address, Hex } from '@daomesh/protocol'
import type { BountyRecord, Dispute } from './bountyRecord.ts'
import { type Verdict, verdictOf } from './shares.ts'

/** What an objection is about: what its agreement promises, and who is to be paid it. */
export type Disputed = { readonly amount: bigint; readonly defaultSplit: number; readonly payee: Address }

export const disputedOf = (record: BountyRecord, node: Hex): Disputed => {
  const place = record.places.get(node)
  if (place === undefined) return { ...record.agreement, payee: record.agreement.hunter }
  return { amount: place.leaf.amount, defaultSplit: place.sub?.defaultSplit ?? 0, payee: place.leaf.payee }
}

/** What its objection has come to at `now` (seconds of chain time), with what is known here of the agreement. */
export const verdictIn = (record: BountyRecord, node: Hex, dispute: Dispute, now: number): Verdict =>
  verdictOf(dispute, { ...disputedOf(record, node), reviewPeriod: record.agreement.reviewPeriod }, now)
