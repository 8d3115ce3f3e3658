import { type Address, DaomeshError, type DealOpening, dealOpeningSchema, type SpaceId, toHex, toRecord } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { escrowOf } from '../../deals/escrowOf.ts'
import { ownParty, readParty } from '../../deals/readParty.ts'
import { takeDeal } from '../../deals/takeDeal.ts'
import { drawOnce } from '../../requests/drawOnce.ts'

export type OpenPartnershipParameters = {
  readonly requestId: string
  /** The own DAO. */
  readonly dao: SpaceId
  readonly other: Address
  readonly title: string
  readonly contacts: readonly string[]
}

/**
 * Opens a deal in which an own DAO and another one bargain over power that each gives the other. It is shown to the other side as soon as one of its devices
 * is met, at the contacts or through any member of either DAO.
 * @throws DaomeshError `INPUT_INVALID`, `MEMBERSHIP_REFUSED`, `CHAIN_UNREACHABLE`, `DEAL_FOREIGN`, `SIGNING_REFUSED`.
 */
export const openPartnership = async (
  node: NodeContext,
  { requestId, dao, other, title, contacts }: OpenPartnershipParameters,
): Promise<{ space: SpaceId }> => {
  const { profile } = node.adapters.chain.client
  const read = dealOpeningSchema.safeParse(
    toRecord({
      v: 1,
      chain: profile.identity,
      escrow: escrowOf(),
      issuer: ownParty(node, dao),
      hunter: await readParty(node, other, 'dao'),
      subject: { post: null, title, brief: '', tags: [], reward: null, deadline: 0 },
      nonce: toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16)),
      purpose: 'partnership',
    } satisfies DealOpening),
  )
  if (!read.success) throw new DaomeshError('INPUT_INVALID', { cause: read.error, meta: { reason: read.error.issues[0]?.message ?? '' } })
  await node.links.of(profile.identity.chainId, node.account.required())
  const { id } = await takeDeal(node, read.data, contacts, 'opener')
  return { space: id }
}
