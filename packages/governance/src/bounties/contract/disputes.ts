import type { Address, Agreement, BountyId, EscrowAction, Hex } from '@daomesh/protocol'
import { type BountyRecord, type Dispute, nodeOf, rulingPeriod } from '../escrow/bountyRecord.ts'
import { disputedOf } from '../escrow/disputed.ts'
import { committedOf } from '../escrow/shares.ts'
import { isOneOf, requireConsent } from './consent.ts'
import type { Desk } from './desk.ts'
import { refuse } from './escrowState.ts'
import { syncBounty } from './release.ts'
import { marksOf, showLast } from './shown.ts'

type Of<K extends EscrowAction['kind']> = Extract<EscrowAction, { readonly kind: K }>

/** E8: a bond of a fiftieth comes with an objection. */
const bondDivisor = 50n

type Raised = {
  readonly agreement: Agreement
  readonly id: BountyId
  readonly node: Hex
  readonly amount: bigint
  readonly arbiter: Address
  /** E4: a node with splits is before its arbiter at once. */
  readonly contested: boolean
  readonly reasonHash: Hex
}

export const raiseDispute = (desk: Desk, { agreement, id, node, amount, arbiter, contested, reasonHash }: Raised): void => {
  const bond = amount / bondDivisor
  desk.take(agreement, id, bond)
  desk.tell({ kind: 'objected', id, node, objector: desk.call.from, arbiter, bond, reasonHash, contested })
}

/** E3: in the window, by who split the leaf, or any one member of it. */
export const objectLeaf = (desk: Desk, { agreement, path, sub, reasonHash }: Of<'objectLeaf'>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  const { releasedAt } = desk.live(id, 'released')
  const end = releasedAt + agreement.reviewPeriod
  if (desk.call.now >= end) refuse('TooLate', end)
  const { leaf, owner } = showLast(desk, id, agreement, path)
  if (!isOneOf(desk.call, owner.payee)) refuse('NotYours', owner.payee)
  const record = desk.record(id)
  const { paid, accepted } = marksOf(record, leaf.place)
  if (paid) refuse('AlreadyPaid', leaf.key)
  if (accepted) refuse('AlreadyAccepted', leaf.key)
  if (desk.idOf(sub) !== leaf.bounty || sub.defaultSplit > 10_000) refuse('WrongSubAgreement', leaf.key)
  if (nodeOf(record, leaf.key).dispute !== null) refuse('AlreadyObjected', leaf.key)
  desk.learn(id, [[leaf.key, { ...leaf.place, sub }]])
  const contested = committedOf(record, leaf.key) !== 0n
  raiseDispute(desk, { agreement, id, node: leaf.key, amount: leaf.amount, arbiter: sub.arbiter, contested, reasonHash })
}

type Open = { readonly record: BountyRecord; readonly dispute: Dispute }

const disputeOf = (desk: Desk, node: Hex): Open | null => {
  for (const record of desk.state().book.bounties.values()) {
    const { dispute } = nodeOf(record, node)
    if (dispute !== null) return { record, dispute }
  }
  return null
}

/** E8: by the payee or any one member of it, within a review period. */
export const contest = (desk: Desk, { node, signature }: Of<'contest'>): void => {
  const open = disputeOf(desk, node)
  if (open === null || !open.dispute.bonded) return refuse('NotObjected', node)
  const { record, dispute } = open
  if (dispute.contestedAt !== 0) refuse('AlreadyContested', node)
  const end = dispute.objectedAt + record.agreement.reviewPeriod
  if (desk.call.now >= end) refuse('TooLate', end)
  const { payee } = disputedOf(record, node)
  if (!isOneOf(desk.call, payee)) requireConsent(desk.call, payee, 'Contest', { node }, signature)
  desk.tell({ kind: 'contested', id: record.id, node })
}

/** E8: by the arbiter, which has the bond whatever it rules. */
export const rule = (desk: Desk, { node, hunterAmount }: Of<'rule'>): void => {
  const open = disputeOf(desk, node)
  if (open === null) return refuse('NotObjected', node)
  const { record, dispute } = open
  const { from, now } = desk.call
  if (dispute.ruledAt !== 0) refuse('AlreadyRuled', node)
  if (!dispute.bonded) refuse('NotObjected', node)
  if (from !== dispute.arbiter) refuse('NotYours', dispute.arbiter)
  if (dispute.contestedAt === 0) refuse('NotContested', node)
  if (now >= dispute.contestedAt + rulingPeriod) refuse('TooLate', dispute.contestedAt + rulingPeriod)
  const { amount } = disputedOf(record, node)
  if (hunterAmount > amount) refuse('TooMuch', node, amount)
  desk.tell({ kind: 'ruled', id: record.id, node, hunterAmount })
  desk.push(record.agreement, record.id, from, dispute.bond)
}
