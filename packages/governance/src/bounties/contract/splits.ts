import type { EscrowAction, EscrowSplit } from '@daomesh/protocol'
import { bountyStatus, maxSplits, nodeOf } from '../escrow/bountyRecord.ts'
import { disputedOf, verdictIn } from '../escrow/disputed.ts'
import { baseOf, committedOf } from '../escrow/shares.ts'
import { leafKeyOf } from '../tree/nodeKey.ts'
import { requireConsent } from './consent.ts'
import type { Desk } from './desk.ts'
import { refuse } from './escrowState.ts'
import { endDispute, syncBounty } from './release.ts'
import { at, indicesOf, marksOf, show, type Shown, showLast } from './shown.ts'

type Of<K extends EscrowAction['kind']> = Extract<EscrowAction, { readonly kind: K }>

const addSplit = (desk: Desk, id: ReturnType<Desk['idOf']>, node: Shown, { number, root, sum, signature }: EscrowSplit): void => {
  requireConsent(desk.call, node.payee, 'Split', { bounty: node.bounty, number, root, sum }, signature)
  const record = desk.record(id)
  const { opened, splits } = nodeOf(record, node.key)
  const next = splits.length + 1
  if (number === 0) {
    const carried = node.place?.leaf.split
    if (opened || carried === undefined || carried.root !== root || carried.sum !== sum) refuse('WrongNumber', node.key, next)
  } else {
    if (next > maxSplits) refuse('TooManySplits', node.key)
    if (number !== next) refuse('WrongNumber', node.key, next)
    if (/^0x0*$/.test(root) || sum === 0n) refuse('EmptySplit', node.key)
    if (committedOf(record, node.key) + sum > baseOf(record, node.key)) refuse('Overcommitted', node.key)
  }
  desk.tell({ kind: 'split', id, node: node.key, owner: node.payee, number, root, sum })
}

/** E1: appended, up to the amount, until somebody objects or the review ends. */
export const split = (desk: Desk, { agreement, path, splits }: Of<'split'>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  desk.live(id, 'funded', 'delivered')
  const shown = show(desk, id, agreement, path)
  for (const entry of splits) addSplit(desk, id, at(shown, entry.from), entry)
}

/** E3: at any time, by who split, but by no objection that is decided: payments may have gone by that. One that is open ends, its bond goes back. */
export const acceptLeaves = (desk: Desk, { agreement, path, levels }: Of<'acceptLeaves'>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  desk.live(id, 'funded', 'delivered', 'objected', 'released')
  const shown = show(desk, id, agreement, path)
  for (const { from, split: number, block, leaves, signature } of levels) {
    const { key, payee } = at(shown, from)
    requireConsent(desk.call, payee, 'Acceptance', { node: key, split: number, block, leaves }, signature)
    const accepted = indicesOf({ block, shown: leaves })
    const record = desk.record(id)
    for (const index of accepted) {
      const leaf = leafKeyOf(key, number, index)
      const { dispute } = nodeOf(record, leaf)
      if (dispute === null) continue
      if (verdictIn(record, leaf, dispute, desk.call.now).due) refuse('AlreadyRuled', leaf)
      endDispute(desk, { agreement, id, dispute, about: disputedOf(record, leaf), margin: 0n })
    }
    desk.tell({ kind: 'leavesAccepted', id, node: key, split: number, leaves: accepted })
  }
}

/** E1.3: by the payee, until the release, never what its own splits have. */
export const free = (desk: Desk, { agreement, path, amount, signature }: Of<'free'>): void => {
  const id = desk.idOf(agreement)
  syncBounty(desk, id)
  desk.live(id, 'funded', 'delivered', 'objected')
  const { leaf } = showLast(desk, id, agreement, path)
  requireConsent(desk.call, leaf.payee, 'Freeing', { node: leaf.key, amount }, signature)
  const record = desk.record(id)
  const base = baseOf(record, leaf.key)
  if (amount >= base) refuse('TooMuch', leaf.key, base)
  const committed = committedOf(record, leaf.key)
  if (amount < committed) refuse('Committed', leaf.key, committed)
  desk.tell({ kind: 'freed', id, node: leaf.key, amount })
}

/** E10.3: once by signature, by the payee's own call as often as it likes. */
export const redirect = (desk: Desk, { agreement, path, to, signature }: Of<'redirect'>): void => {
  const id = desk.idOf(agreement)
  const status = desk.statusOf(id)
  if (bountyStatus[status] < bountyStatus.funded) refuse('WrongStatus', id, bountyStatus[status])
  const { leaf } = showLast(desk, id, agreement, path)
  const record = desk.record(id)
  if (marksOf(record, leaf.place).paid) refuse('AlreadyPaid', leaf.key)
  if (desk.call.from !== leaf.payee) {
    if (nodeOf(record, leaf.key).redirect !== null) refuse('AlreadyRedirected', leaf.key)
    requireConsent(desk.call, leaf.payee, 'Redirection', { node: leaf.key, to }, signature)
  }
  desk.tell({ kind: 'redirected', id, node: leaf.key, to })
}
