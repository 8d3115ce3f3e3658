import type { Agreement, BountyId } from '@daomesh/protocol'
import { type Dispute, nodeOf, rulingPeriod } from '../escrow/bountyRecord.ts'
import { type Disputed, disputedOf, verdictIn } from '../escrow/disputed.ts'
import { committedOf } from '../escrow/shares.ts'
import type { Desk } from './desk.ts'

type Ending = {
  readonly agreement: Agreement
  readonly id: BountyId
  readonly dispute: Dispute
  readonly about: Disputed
  readonly margin: bigint
}

/** E8: where the bond goes that is still here, and who makes whom good. Answers what is left of the margin. */
export const endDispute = (desk: Desk, { agreement, id, dispute, about, margin }: Ending): bigint => {
  const { bond, objector, contestedAt, ruledAt, bonded } = dispute
  const promised = ruledAt === 0 ? (about.amount * BigInt(about.defaultSplit)) / 10_000n : dispute.hunterAmount
  const lost = promised * 2n >= about.amount
  if (bonded) {
    const silent = contestedAt !== 0 && desk.call.now >= contestedAt + rulingPeriod
    desk.push(agreement, id, lost && silent ? about.payee : objector, bond)
    return margin
  }
  if (lost) return margin
  const good = bond < margin ? bond : margin
  desk.push(agreement, id, objector, good)
  return margin - good
}

/** E2: the issuer gets the rest, the hunter its margin; what the splits have stays for their leaves. `at`: since when, in seconds. */
export const releaseBounty = (desk: Desk, id: BountyId, part: bigint, at: number): void => {
  const record = desk.record(id)
  const { agreement } = record
  const committed = committedOf(record, id)
  const { dispute } = nodeOf(record, id)
  const whole = part > committed ? part - committed : 0n
  const rest = agreement.amount - part
  desk.tell({ kind: 'released', id, released: part, margin: whole, releasedAt: at })
  const about = disputedOf(record, id)
  const margin = dispute === null ? whole : endDispute(desk, { agreement, id, dispute, about, margin: whole })
  if (rest !== 0n) desk.tell({ kind: 'refunded', id, issuer: agreement.issuer, amount: rest })
  desk.push(agreement, id, agreement.issuer, rest)
  desk.pushIncome(agreement, id, agreement.hunter, margin)
}

/** E8.1: does what time or a ruling has made due, as of when it was due. */
export const syncBounty = (desk: Desk, id: BountyId): void => {
  const record = desk.state().book.bounties.get(id)
  if (record === undefined) return
  const { now } = desk.call
  if (record.status === 'delivered') {
    const end = record.deliveredAt + record.agreement.reviewPeriod
    if (now >= end) releaseBounty(desk, id, record.agreement.amount, end)
    return
  }
  const { dispute } = nodeOf(record, id)
  if (record.status !== 'objected' || dispute === null) return
  const { due, part, at } = verdictIn(record, id, dispute, now)
  if (due) releaseBounty(desk, id, part, at)
}
