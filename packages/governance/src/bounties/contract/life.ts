import type { Agreement, BountyId, EscrowAction } from '@daomesh/protocol'
import { bountyStatus, minReviewPeriod } from '../escrow/bountyRecord.ts'
import { committedOf } from '../escrow/shares.ts'
import { isOneOf, isSigned, requireConsent } from './consent.ts'
import type { Desk } from './desk.ts'
import { raiseDispute } from './disputes.ts'
import { refuse } from './escrowState.ts'
import { releaseBounty, syncBounty } from './release.ts'

type Of<K extends EscrowAction['kind']> = Extract<EscrowAction, { readonly kind: K }>

const isZero = (account: string): boolean => /^0x0*$/.test(account)

/** The fields of an agreement by their places, as the contract names them. */
const checkAgreement = ({ issuer, hunter, amount, deliverBy, reviewPeriod, defaultSplit, validUntil }: Agreement, now: number): void => {
  if (isZero(hunter) || hunter === issuer) refuse('BadAgreement', 1)
  if (amount === 0n) refuse('BadAgreement', 3)
  if (now > deliverBy) refuse('BadAgreement', 5)
  if (reviewPeriod < minReviewPeriod) refuse('BadAgreement', 6)
  if (defaultSplit > 10_000) refuse('BadAgreement', 9)
  if (now > validUntil) refuse('BadAgreement', 11)
}

const requireUnfunded = (desk: Desk, id: BountyId): void => {
  const status = desk.statusOf(id)
  if (status !== 'none') refuse('WrongStatus', id, bountyStatus[status])
}

/** E7: by the issuer, with the hunter's signature. */
export const fund = (desk: Desk, { agreement, hunterSignature }: Of<'fund'>): void => {
  const { call } = desk
  const id = desk.idOf(agreement)
  if (call.from !== agreement.issuer) refuse('NotYours', agreement.issuer)
  checkAgreement(agreement, call.now)
  requireUnfunded(desk, id)
  if (!isSigned(call, agreement.hunter, id, hunterSignature)) refuse('BadSignature', agreement.hunter)
  desk.take(agreement, id, agreement.amount)
  desk.tell({ kind: 'funded', id, agreement })
}

export const cancel = (desk: Desk, { agreement }: Of<'cancel'>): void => {
  const { from } = desk.call
  const id = desk.idOf(agreement)
  if (from !== agreement.issuer && from !== agreement.hunter) refuse('NotYours', agreement.hunter)
  requireUnfunded(desk, id)
  desk.tell({ kind: 'cancelled', id, by: from })
}

export const deliver = (desk: Desk, { agreement, contentHash, signature }: Of<'deliver'>): void => {
  const id = desk.idOf(agreement)
  requireConsent(desk.call, agreement.hunter, 'Delivery', { bounty: id, contentHash }, signature)
  desk.live(id, 'funded')
  if (desk.call.now > agreement.deliverBy) refuse('TooLate', agreement.deliverBy)
  desk.tell({ kind: 'delivered', id, contentHash })
}

/** Once somebody objected for the issuer, only the issuer itself can take it back. */
export const accept = (desk: Desk, { agreement, signature }: Of<'accept'>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  const { status } = desk.live(id, 'funded', 'delivered', 'objected')
  if (status === 'objected' || desk.call.from !== agreement.reviewer)
    requireConsent(desk.call, agreement.issuer, 'Release', { bounty: id }, signature)
  desk.tell({ kind: 'accepted', id })
  releaseBounty(desk, id, agreement.amount, desk.call.now)
}

export const release = (desk: Desk, { agreement }: Of<'release'>): void => {
  const id = desk.idOf(agreement)
  desk.live(id, 'delivered', 'objected')
  syncBounty(desk, id)
  if (desk.statusOf(id) !== 'released') refuse('NotFinal', id)
}

export const refund = (desk: Desk, { agreement }: Of<'refund'>): void => {
  const id = desk.idOf(agreement)
  desk.live(id, 'funded')
  if (desk.call.now <= agreement.deliverBy) refuse('TooEarly', agreement.deliverBy + 1)
  releaseBounty(desk, id, 0n, desk.call.now)
}

/** E4: never below what the splits have. */
export const settle = (desk: Desk, action: Of<'settle'>): void => {
  const { agreement, hunterAmount, validUntil, hunterSignature, issuerSignature } = action
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  const record = desk.live(id, 'funded', 'delivered', 'objected')
  if (desk.call.now > validUntil) refuse('SignatureExpired')
  if (hunterAmount > agreement.amount) refuse('TooMuch', id, agreement.amount)
  const committed = committedOf(record, id)
  if (hunterAmount < committed) refuse('Committed', id, committed)
  const message = { bounty: id, hunterAmount, validUntil }
  requireConsent(desk.call, agreement.hunter, 'Settlement', message, hunterSignature)
  if (hunterAmount !== 0n) requireConsent(desk.call, agreement.issuer, 'Settlement', message, issuerSignature)
  releaseBounty(desk, id, hunterAmount, desk.call.now)
}

/** E6: in the review, by the issuer or any one member of it. */
export const object = (desk: Desk, { agreement, reasonHash }: Of<'object'>): void => {
  const id = desk.idOf(agreement)
  const record = desk.live(id, 'funded', 'delivered', 'objected')
  if (record.status === 'objected') refuse('AlreadyObjected', id)
  desk.live(id, 'delivered')
  const end = record.deliveredAt + agreement.reviewPeriod
  if (desk.call.now >= end) refuse('TooLate', end)
  if (!isOneOf(desk.call, agreement.issuer)) refuse('NotYours', agreement.issuer)
  const contested = committedOf(record, id) !== 0n
  raiseDispute(desk, { agreement, id, node: id, amount: agreement.amount, arbiter: agreement.arbiter, contested, reasonHash })
}
