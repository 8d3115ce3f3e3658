import { changeRosterCall } from '@daomesh/chain'
import { currentMembers, nameOf } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type EntryId, memberKinds, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from './submitProposal.ts'

export type ProposeReplacementParameters = {
  readonly space: SpaceId
  readonly from: Address
  /** null takes the seat's vote away and seats nobody in its place. */
  readonly to: Address | null
  readonly reason: string
}

/**
 * Puts to the vote that another account takes a member's place: all power, and as many new shares as the old one holds. Nobody can take shares away (R7):
 * the old ones stay with the old account until it burns them. When it is enacted, the old account and its devices are out of the space (governance F10).
 * @throws DaomeshError `INPUT_INVALID`, `SPACE_UNKNOWN`.
 */
export const proposeReplacement = async (
  node: NodeContext,
  { space: id, from, to, reason }: ProposeReplacementParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const space = node.spaces.dao(id)
  const seats = currentMembers(space.chainState())
  const old = seats.find(({ account }) => account === from)
  if (old === undefined || old.power === 0n)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'from', reason: 'no member with a vote' } })
  if (to === from) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'to', reason: 'the same account' } })
  const heir = seats.find(({ account }) => account === to)
  const gives = { account: from, kind: old.kind, power: 0n, mint: 0n }
  const deltas =
    to === null
      ? [gives]
      : [gives, { account: to, kind: heir?.kind ?? memberKinds.key, power: (heir?.power ?? 0n) + old.power, mint: old.shares }]
  const { target, value, data } = changeRosterCall(space.record.dao, deltas)
  const name = nameOf(space.registers(), from) ?? from
  const text =
    to === null
      ? [`The account ${from} (${inert(name)}) is a member no more and loses ${old.power} power.`]
      : [
          `The account ${to} takes the place of ${from} (${inert(name)}), with ${old.power} power and ${old.shares} new shares.`,
          `The old account's devices can no longer read or write here.`,
        ]
  const kept = `The old account keeps its ${old.shares} shares, which nobody can take from it, until it burns them or leaves with their part.`
  return submitProposal(
    node,
    {
      space: id,
      draft: null,
      title: to === null ? `Remove ${name}` : `Another account for ${name}`,
      content: [...text, kept, ...(reason === '' ? [] : [reason])].join('\n\n'),
      calls: [{ target, value: value.toString(), data }],
    },
    keep,
  )
}
