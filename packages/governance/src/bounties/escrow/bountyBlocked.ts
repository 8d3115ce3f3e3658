import type { Address } from '@daomesh/protocol'
import { type Asker, type BountyMove, bountyMoves, releaseDue } from './bountyMoves.ts'
import { type BountyRecord, nodeOf, rulingPeriod } from './bountyRecord.ts'
import { committedOf } from './shares.ts'

/** Why something cannot be done about a bounty now, as a word that screens translate. */
export const blockedReasons = [
  'notFunded',
  'cancelled',
  'released',
  'notYours',
  'notYet',
  'tooLate',
  'notDelivered',
  'delivered',
  'objected',
  'noObjection',
  'notContested',
  'contested',
  'ruled',
  'nothingLeft',
] as const
export type BlockedReason = (typeof blockedReasons)[number]

/** `at`: the second in which it becomes possible (`notYet`), or was possible last (`tooLate`); else 0. `who`: whose it is to do; empty: anybody's. */
export type BlockedMove = {
  readonly move: BountyMove['move']
  readonly reason: BlockedReason
  readonly at: number
  readonly who: readonly Address[]
}

const asked = ['split', 'deliver', 'accept', 'object', 'contest', 'rule', 'release', 'refund', 'settle'] as const
type Asked = (typeof asked)[number]
type Block = readonly [reason: BlockedReason, at?: number]

const whoOf = ({ agreement, nodes, id }: BountyRecord, move: Asked): readonly Address[] => {
  const { issuer, hunter, reviewer, arbiter } = agreement
  switch (move) {
    case 'split':
    case 'deliver':
    case 'contest':
      return [hunter]
    case 'accept':
      return BigInt(reviewer) === 0n || reviewer === issuer ? [issuer] : [issuer, reviewer]
    case 'object':
    case 'refund':
      return [issuer]
    case 'rule':
      return [nodes.get(id)?.dispute?.arbiter ?? arbiter]
    case 'settle':
      return [issuer, hunter]
    case 'release':
      return []
  }
}

/** What an objection, or its absence, keeps from being contested or ruled. */
const disputeBlock = (record: BountyRecord, move: 'contest' | 'rule', now: number): Block => {
  const { dispute } = nodeOf(record, record.id)
  if (dispute === null) return ['noObjection']
  const contestBy = dispute.objectedAt + record.agreement.reviewPeriod
  if (dispute.contestedAt === 0) return move === 'rule' ? ['notContested'] : now < contestBy ? ['notYours'] : ['tooLate', contestBy - 1]
  if (dispute.ruledAt !== 0) return ['ruled']
  const ruleBy = dispute.contestedAt + rulingPeriod
  if (move === 'contest') return ['contested']
  return now < ruleBy ? ['notYours'] : ['tooLate', ruleBy - 1]
}

const blockOf = (record: BountyRecord, move: Asked, now: number): Block => {
  const { status, agreement, deliveredAt } = record
  const reviewEnd = deliveredAt + agreement.reviewPeriod
  if (status === 'released') return ['released']
  if (move === 'contest' || move === 'rule') return disputeBlock(record, move, now)
  if (move === 'release') {
    const { dispute } = nodeOf(record, record.id)
    if (status === 'funded') return ['notDelivered']
    if (status === 'delivered' || dispute === null) return ['notYet', reviewEnd]
    return ['notYet', dispute.contestedAt === 0 ? dispute.objectedAt + agreement.reviewPeriod : dispute.contestedAt + rulingPeriod]
  }
  if (status === 'objected' && move !== 'settle') return ['objected']
  // What is due is carried out by the next call, so nothing else happens any more.
  if (releaseDue(record, now)) return ['tooLate', reviewEnd - 1]
  if (move === 'deliver')
    return status === 'delivered' ? ['delivered'] : now > agreement.deliverBy ? ['tooLate', agreement.deliverBy] : ['notYours']
  if (move === 'refund')
    return status === 'delivered' ? ['delivered'] : now <= agreement.deliverBy ? ['notYet', agreement.deliverBy + 1] : ['notYours']
  if (move === 'object' && status === 'funded') return ['notDelivered']
  if (move === 'split' && committedOf(record, record.id) >= agreement.amount) return ['nothingLeft']
  return ['notYours']
}

/**
 * What an account cannot do about the bounty itself at `now`, seconds of chain time, and why: the rest of `bountyMoves`, so that a screen shows every step
 * with its reason instead of hiding it.
 */
export const bountyBlocked = (record: BountyRecord, asker: Asker, now: number): readonly BlockedMove[] => {
  const may = new Set(bountyMoves(record, asker, now).flatMap(({ move, node }) => (node === null ? [move] : [])))
  return asked
    .filter((move) => !may.has(move))
    .map((move) => {
      const [reason, at = 0] = blockOf(record, move, now)
      return { move, reason, at, who: whoOf(record, move) }
    })
}
