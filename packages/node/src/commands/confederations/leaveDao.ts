import { encodeRagequit } from '@daomesh/chain'
import { currentMembers } from '@daomesh/governance'
import { type Address, DaomeshError, type DecisionId, type EntryId, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { previewRagequit, type RagequitPreview } from '../../queries/daos/previewRagequit.ts'
import type { Keep } from '../../requests/createRequests.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { inert } from '../../words/inert.ts'
import { submitProposal } from '../proposals/submitProposal.ts'

export type LeaveDaoParameters = {
  /** The DAO that leaves. */
  readonly as: SpaceId
  /** Where it leaves, wholly or in part. */
  readonly outer: SpaceId
  readonly shares: string
  readonly tokens: readonly Address[]
  readonly reason: string
}

const seatOf = (inner: DaoSpace, outer: DaoSpace) => {
  const seat = currentMembers(outer.chainState()).find(({ account }) => account === inner.record.dao)
  if (seat === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'outer', reason: 'it has no seat there' } })
  return seat
}

/**
 * What a DAO would get that leaves another one, or burns a part of its shares there.
 * @throws DaomeshError `INPUT_INVALID` where it has no seat, `AMOUNT_INVALID`, `CHAIN_UNREACHABLE`.
 */
export const previewLeaving = (
  node: NodeContext,
  { as, outer, shares, tokens }: Omit<LeaveDaoParameters, 'reason'>,
): Promise<RagequitPreview> => {
  const inner = node.spaces.dao(as)
  seatOf(inner, node.spaces.dao(outer))
  return previewRagequit(node, { space: outer, shares, tokens, account: inner.record.dao })
}

/**
 * Puts to the members of a DAO that it leaves another one with its fair part of these tokens: a ragequit, which the other DAO cannot refuse, and not hold up
 * by a decision in its grace period. Who burns all its shares has no power there any more.
 * @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`, `TOKEN_UNREADABLE`, `CHAIN_UNREACHABLE`.
 */
export const leaveDao = async (
  node: NodeContext,
  { as, outer: from, shares, tokens, reason }: LeaveDaoParameters,
  keep: Keep<{ decision: DecisionId; entry: EntryId }>,
): Promise<{ decision: DecisionId; entry: EntryId }> => {
  const [inner, outer] = [node.spaces.dao(as), node.spaces.dao(from)]
  const seat = seatOf(inner, outer)
  const { payouts } = await previewLeaving(node, { as, outer: from, shares, tokens })
  const unreadable = payouts.find(({ error }) => error !== null)
  if (unreadable !== undefined) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token: unreadable.token } })
  const whole = BigInt(shares) === seat.shares
  const { name } = outer.record.genesis
  const call = encodeRagequit({ dao: outer.record.dao, shares: BigInt(shares), tokens })
  const lines = payouts.map(({ token, amount, income }) => `- ${amount} of the treasury and ${income} of the income of ${token}`)
  const text = [
    `We burn ${shares} of our ${seat.shares} shares in ${inert(name)} (${outer.record.dao})${whole ? ' and have no seat there any more' : ''}. As things stand now we get, in the smallest units:`,
    lines.join('\n'),
    ...(reason === '' ? [] : [reason]),
  ]
  return submitProposal(
    node,
    {
      space: as,
      draft: null,
      title: whole ? `Leave ${name}` : `Take a part out of ${name}`,
      content: text.join('\n\n'),
      calls: [{ target: call.to, value: call.value.toString(), data: call.data }],
    },
    keep,
  )
}
