import { type JoinedDealValue, keys } from '@daomesh/governance'
import type { Address, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { isIn } from '../parcels/createLacking.ts'
import type { DaoSpace, DealSpace } from '../spaces/space.ts'
import { isAnswered } from './takeDeal.ts'

/** Deals by notes of one member in which nobody has said a word for the DAO: twice as many as its own node opens for strangers (M71). */
export const mostNoted = 64

export type DealNote = { readonly space: SpaceId; readonly note: JoinedDealValue }

/** An arbiter says nothing before both sides let it in; who is a party offers, answers or breaks off. */
const isWaiting = (node: NodeContext, deal: DealSpace): boolean =>
  deal.record.arbiter === true ? !isIn(node, deal) : !isAnswered(node, deal)

/**
 * The notes of deals in a DAO that are not open here yet and for which their writer has room, the earliest first: a member can note what it likes, and every
 * deal is a space that all members' nodes keep.
 */
export const notesToOpen = (node: NodeContext, dao: DaoSpace, isDone: (note: JoinedDealValue) => boolean): readonly DealNote[] => {
  const notes = dao
    .registers()
    .entries(keys.joinedDeals)
    // The reducer wrote them.
    .map(({ key, value }): DealNote => ({ space: key.slice(keys.joinedDeals.length) as SpaceId, note: value as JoinedDealValue }))
  if (notes.every(({ note }) => isDone(note))) return []
  const open = new Map(node.spaces.deals().map((deal) => [deal.id, deal]))
  const waiting = new Map<Address, number>()
  const count = (by: Address): number => waiting.get(by) ?? 0
  for (const { space, note } of notes) {
    const deal = open.get(space)
    if (deal !== undefined && isWaiting(node, deal)) waiting.set(note.by, count(note.by) + 1)
  }
  return notes
    .filter(({ note }) => !isDone(note))
    .toSorted((a, b) => a.note.depth - b.note.depth || (a.space < b.space ? -1 : 1))
    .filter(({ space, note }) => {
      if (open.has(space)) return true
      waiting.set(note.by, count(note.by) + 1)
      return count(note.by) <= mostNoted
    })
}
