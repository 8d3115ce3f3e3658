import { type Frontier, memberOfDevice, nameOf, seatedMembers, seenBy } from '@daomesh/governance'
import type { EntryId } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { seenBy as seenByShape } from '../contract/shapes.ts'
import type { DaoSpace } from '../spaces/space.ts'

export type SeenByAnswer = z.input<typeof seenByShape>

/**
 * Which members hold an entry on at least one device, by the newest frontiers known here. Make one per answer: what devices hold is read once, however
 * many entries are asked about.
 */
export const seenByReader = (node: NodeContext, space: DaoSpace): ((entry: EntryId) => SeenByAnswer) => {
  const registers = space.registers()
  const seats = seatedMembers(space.chainState()).map(({ account }) => ({ account, name: nameOf(registers, account) }))
  let known: readonly Frontier[] | null = null
  const frontiers = (): readonly Frontier[] =>
    (known ??= node.frontiers.holdings(space.id).flatMap(({ device, heads }) => {
      const member = memberOfDevice(registers, device)
      return member === null ? [] : [{ member, device, heads }]
    }))
  return (entry) => {
    const place = space.replica.status(entry)
    const seen = new Set(place === null ? [] : seenBy(frontiers(), place))
    const members = seats.map((seat) => ({ ...seat, seen: seen.has(seat.account) }))
    return { members, count: members.filter((member) => member.seen).length, of: members.length }
  }
}
