import type { Address, Agreement, Hex } from '@daomesh/protocol'
import { type BountyRecord, markOf, nodeOf, rulingPeriod } from './bountyRecord.ts'
import { acceptableUntil, leafStanding, leavesBelow } from './leafStanding.ts'
import { baseOf, committedOf, verdictOf } from './shares.ts'

/** Who asks: an account, and the DAOs that it is a member of. */
export type Asker = { readonly account: Address; readonly memberOf: readonly Address[] }

/**
 * Something that an account can do about a bounty now. `as`: in whose name (its own, or a DAO of it, whose members must then agree unless `alone`).
 * `until`: the last second in which it counts, 0 where it stays possible. `node`: the leaf it is about, where it is not the bounty itself.
 */
export type BountyMove = {
  readonly move:
    | 'fund'
    | 'cancel'
    | 'deliver'
    | 'accept'
    | 'object'
    | 'contest'
    | 'rule'
    | 'release'
    | 'refund'
    | 'settle'
    | 'split'
    | 'acceptLeaf'
    | 'payout'
    | 'free'
    | 'redirect'
  readonly as: Address
  readonly alone: boolean
  readonly node: Hex | null
  readonly until: number
}

type Scene = { readonly record: BountyRecord; readonly asker: Asker; readonly now: number }

/** In whose name the asker can speak for an account: itself, or a DAO of it. */
const speaksFor = ({ account, memberOf }: Asker, party: Address): boolean => party === account || memberOf.includes(party)

const aboutOf = (record: BountyRecord, node: Hex) => {
  const agreement: Agreement = record.places.get(node)?.sub ?? record.agreement
  return {
    amount: record.places.get(node)?.leaf.amount ?? record.agreement.amount,
    defaultSplit: agreement.defaultSplit,
    reviewPeriod: record.agreement.reviewPeriod,
  }
}

/** What an objection leaves open, wherever it stands (E8). */
const disputeMoves = ({ record, asker, now }: Scene, node: Hex): readonly BountyMove[] => {
  const { dispute } = nodeOf(record, node)
  if (dispute === null || !dispute.bonded) return []
  const payee = record.places.get(node)?.leaf.payee ?? record.agreement.hunter
  const at = node === record.id ? null : node
  const contestBy = dispute.objectedAt + record.agreement.reviewPeriod
  const ruleBy = dispute.contestedAt + rulingPeriod
  const moves: BountyMove[] = []
  if (dispute.contestedAt === 0 && now < contestBy && speaksFor(asker, payee))
    moves.push({ move: 'contest', as: payee, alone: true, node: at, until: contestBy - 1 })
  if (dispute.contestedAt !== 0 && now < ruleBy && speaksFor(asker, dispute.arbiter))
    moves.push({ move: 'rule', as: dispute.arbiter, alone: false, node: at, until: ruleBy - 1 })
  return moves
}

/** What goes to the hunter and those below with the release that time or a ruling has made due; null where none is. In the smallest unit. */
export const partDue = (record: BountyRecord, now: number): bigint | null => {
  const { reviewPeriod, amount } = record.agreement
  if (record.status === 'delivered') return now >= record.deliveredAt + reviewPeriod ? amount : null
  const { dispute } = nodeOf(record, record.id)
  if (record.status !== 'objected' || dispute === null) return null
  const { due, part } = verdictOf(dispute, aboutOf(record, record.id), now)
  return due ? part : null
}

/** Whether time or a ruling has made the release due, which the next call carries out. */
export const releaseDue = (record: BountyRecord, now: number): boolean => partDue(record, now) !== null

const beforeRelease = ({ record, asker, now }: Scene): readonly BountyMove[] => {
  const { issuer, hunter, reviewer, deliverBy, reviewPeriod } = record.agreement
  const moves: BountyMove[] = []
  const may = (move: BountyMove['move'], as: Address, until = 0, alone = false): void => {
    if (speaksFor(asker, as)) moves.push({ move, as, alone, node: null, until })
  }
  const reviewEnd = record.deliveredAt + reviewPeriod
  if (record.status === 'funded' && now <= deliverBy) may('deliver', hunter, deliverBy)
  if (record.status === 'funded' && now > deliverBy) may('refund', issuer, 0, true)
  if (committedOf(record, record.id) < record.agreement.amount && record.status !== 'objected')
    may('split', hunter, record.status === 'delivered' ? reviewEnd - 1 : 0)
  may('accept', issuer)
  if (record.status !== 'objected' && reviewer !== issuer) may('accept', reviewer)
  if (record.status === 'delivered') may('object', issuer, reviewEnd - 1, true)
  may('settle', issuer)
  may('settle', hunter)
  return moves
}

const leafMoves = (scene: Scene, node: Hex): readonly BountyMove[] =>
  leavesBelow(scene.record, node).flatMap(([key, place]) => {
    const { owner, split, index, leaf, sub } = place
    const { record, asker, now } = scene
    const { state } = leafStanding(record, key, now)
    const payer = record.places.get(owner)?.leaf.payee ?? record.agreement.hunter
    const accepted = nodeOf(record, owner).accepted.has(markOf(split, index))
    const open = state !== 'paid' && state !== 'unknown'
    const moves: BountyMove[] = [...disputeMoves(scene, key)]
    const until = acceptableUntil(record, key, now)
    if (open && !accepted && until !== null && speaksFor(asker, payer))
      moves.push({ move: 'acceptLeaf', as: payer, alone: false, node: key, until })
    const windowEnd = record.releasedAt + record.agreement.reviewPeriod
    const objectable = record.status === 'released' && now < windowEnd && open && !accepted && nodeOf(record, key).dispute === null
    if (objectable && speaksFor(asker, payer)) moves.push({ move: 'object', as: payer, alone: true, node: key, until: windowEnd - 1 })
    if (state === 'payable') moves.push({ move: 'payout', as: asker.account, alone: true, node: key, until: 0 })
    if (open && speaksFor(asker, leaf.payee)) {
      // Told to who split it, in their deal: the chain asks for no word of a part.
      if (!accepted && sub !== undefined)
        moves.push({ move: 'deliver', as: leaf.payee, alone: true, node: key, until: now <= sub.deliverBy ? sub.deliverBy : 0 })
      moves.push({ move: 'redirect', as: leaf.payee, alone: false, node: key, until: 0 })
      const live = record.status !== 'released' && record.status !== 'objected'
      if (live && committedOf(record, key) < baseOf(record, key))
        moves.push({ move: 'split', as: leaf.payee, alone: false, node: key, until: 0 })
      if (record.status !== 'released' && committedOf(record, key) < baseOf(record, key))
        moves.push({ move: 'free', as: leaf.payee, alone: false, node: key, until: 0 })
    }
    return [...moves, ...leafMoves(scene, key)]
  })

/**
 * Everything that an account can do about a bounty at `now`, seconds of chain time: what its agreement, the clock of the chain and what happened so far
 * allow (E1 to E8). What time alone made due, anybody may carry out (`release`, `payout`).
 */
export const bountyMoves = (record: BountyRecord, asker: Asker, now: number): readonly BountyMove[] => {
  const scene = { record, asker, now }
  if (record.status !== 'released') {
    if (releaseDue(record, now))
      return [{ move: 'release', as: asker.account, alone: true, node: null, until: 0 }, ...leafMoves(scene, record.id)]
    return [...beforeRelease(scene), ...disputeMoves(scene, record.id), ...leafMoves(scene, record.id)]
  }
  return leafMoves(scene, record.id)
}
