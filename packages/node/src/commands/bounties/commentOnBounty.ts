import { type BountyId, DaomeshError, type EntryId, type Hex } from '@daomesh/protocol'
import { dealOfBounty } from '../../bounties/dealOfBounty.ts'
import { partOf } from '../../bounties/parts.ts'
import type { NodeContext } from '../../context.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type CommentOnBountyParameters = {
  readonly bounty: BountyId
  /** A part that was split off; null: the bounty itself. */
  readonly node: Hex | null
  readonly replyTo: EntryId | null
  readonly text: string
}

/**
 * Says something about a bounty, or a part of it, in the deal where that was agreed: both sides read it, signed, and nothing goes to the chain.
 * @throws DaomeshError `BOUNTY_UNKNOWN`, `DELIVERY_NOWHERE` where the deal is not here, `KEY_MISSING`.
 */
export const commentOnBounty = async (
  node: NodeContext,
  { bounty, node: at, replyTo, text }: CommentOnBountyParameters,
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const part = partOf(node, await node.bounties.known(bounty), at)
  const deal = dealOfBounty(node, part.agreement)
  if (deal === null) throw new DaomeshError('DELIVERY_NOWHERE', { meta: { bounty: part.bounty } })
  const body = { about: part.bounty, replyTo, text }
  return { entry: await deal.space.append('comment.post', body, { meta: (entry) => [keep({ entry })] }) }
}
