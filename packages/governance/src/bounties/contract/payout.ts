import type { Address, Agreement, BountyId, EscrowAction, EscrowGroup, LeafPayment } from '@daomesh/protocol'
import { markOf, nodeOf } from '../escrow/bountyRecord.ts'
import { disputedOf, verdictIn } from '../escrow/disputed.ts'
import { baseOf, committedOf, leafShare, splitParts, splitSums } from '../escrow/shares.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import type { Desk } from './desk.ts'
import { refuse } from './escrowState.ts'
import { endDispute, syncBounty } from './release.ts'
import { at, indicesOf, isNoted, marksOf, prove, readLeaf, type Shown, topOf } from './shown.ts'

/** A node on the way down: whether it is settled what it gets, and what. */
type Standing = Shown & { readonly isFinal: boolean; readonly part: bigint }
type Scene = { readonly desk: Desk; readonly id: BountyId; readonly agreement: Agreement; readonly windowEnd: number }
type Fill = { readonly part: bigint; readonly sum: bigint; returned: bigint; readonly payments: LeafPayment[] }

/** E3: accepted, or nobody objected in the window, or what became of the objection. */
const standingOf = ({ desk, id, windowEnd }: Scene, leaf: Shown, { part, sum }: Fill): Standing & { readonly share: bigint } => {
  const record = desk.record(id)
  const { now } = desk.call
  const share = leafShare(baseOf(record, leaf.key), part, sum)
  const { dispute } = nodeOf(record, leaf.key)
  if (leaf.place !== null && marksOf(record, leaf.place).accepted) return { ...leaf, share, isFinal: true, part: share }
  if (dispute === null) return { ...leaf, share, isFinal: now >= windowEnd, part: share }
  const verdict = verdictIn(record, leaf.key, dispute, now)
  return { ...leaf, share, isFinal: verdict.due, part: verdict.part < share ? verdict.part : share }
}

/** Where what is a node's goes. */
const receiverOf = ({ desk, id }: Scene, { key, payee }: Shown): Address => nodeOf(desk.record(id), key).redirect ?? payee

const payLeaf = (scene: Scene, leaf: Standing & { readonly share: bigint }, fill: Fill): void => {
  const { desk, id, agreement } = scene
  const record = desk.record(id)
  if (!leaf.isFinal) refuse('NotFinal', leaf.key)
  const committed = committedOf(record, leaf.key)
  let margin = leaf.part > committed ? leaf.part - committed : 0n
  fill.returned += leaf.share - leaf.part
  const { dispute } = nodeOf(record, leaf.key)
  // That of an accepted leaf ended with the acceptance.
  const accepted = leaf.place !== null && marksOf(record, leaf.place).accepted
  if (dispute !== null && !accepted) margin = endDispute(desk, { agreement, id, dispute, about: disputedOf(record, leaf.key), margin })
  fill.payments.push({ index: leaf.place?.index ?? 0, payee: leaf.payee, margin })
  desk.pushIncome(agreement, id, receiverOf(scene, leaf), margin)
}

/** A leaf that the contract handles in few steps: nothing can be shown below it. */
const isPlain = ({ desk, id, agreement, windowEnd }: Scene, { key, payee, place }: Shown, pays: boolean, whole: boolean): boolean => {
  const record = desk.record(id)
  if (place === null || place.leaf.split !== undefined || isNoted(nodeOf(record, key))) return false
  const settled = desk.call.now >= windowEnd || marksOf(record, place).accepted
  return !pays || (whole && settled && /^0x0*$/.test(agreement.token) && !desk.call.isContract(payee))
}

const payGroup = (scene: Scene, shown: (Standing | null)[], group: EscrowGroup, number: number): void => {
  const { desk, id } = scene
  const owner = at(shown, group.from)
  if (!owner.isFinal) refuse('NotFinal', owner.key)
  if ((group.pay & ~group.shown) !== 0n) refuse('NotShown', group.from)
  prove(desk, desk.record(id), owner, group, number)
  const sums = splitSums(desk.record(id), owner.key)
  const sum = sums[group.split] ?? 0n
  const fill: Fill = { sum, part: splitParts(owner.part, sums)[group.split] ?? 0n, returned: 0n, payments: [] }
  const pay = new Set(indicesOf({ block: group.block, shown: group.pay }))
  const { paid } = nodeOf(desk.record(id), owner.key)
  const twice = [...pay].find((index) => paid.has(markOf(group.split, index)))
  if (twice !== undefined) refuse('AlreadyPaid', leafKeyOf(owner.key, group.split, twice))
  for (const [i, index] of indicesOf(group).entries()) {
    const leaf = readLeaf(owner, group, index, i)
    if (leaf.place !== null) desk.learn(id, [[leaf.key, leaf.place]])
    const standing = standingOf(scene, leaf, fill)
    const plain = isPlain(scene, leaf, pay.has(index), fill.part === fill.sum)
    if (pay.has(index)) payLeaf(scene, standing, fill)
    shown.push(plain ? null : standing)
  }
  const to = receiverOf(scene, owner)
  if (fill.returned !== 0n) {
    desk.tell({ kind: 'returned', id, node: owner.key, to, amount: fill.returned })
    desk.pushIncome(scene.agreement, id, to, fill.returned)
  }
  if (pay.size > 0) desk.tell({ kind: 'paid', id, node: owner.key, split: group.split, payments: fill.payments })
}

/** E3, E5: every leaf that is marked, all or none. */
export const payout = (desk: Desk, { agreement, groups }: Extract<EscrowAction, { readonly kind: 'payout' }>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  const { releasedAt, released } = desk.live(id, 'released')
  const scene: Scene = { desk, id, agreement, windowEnd: releasedAt + agreement.reviewPeriod }
  const shown: (Standing | null)[] = [{ ...topOf(id, agreement), isFinal: true, part: released }]
  for (const [number, group] of groups.entries()) payGroup(scene, shown, group, number)
  if (groups.every(({ pay }) => pay === 0n)) refuse('NothingToPay')
}
