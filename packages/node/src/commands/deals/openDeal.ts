import {
  DaomeshError,
  type Address,
  type DealOpening,
  dealOpeningSchema,
  type DealSide,
  type DealSubject,
  type SpaceId,
  toHex,
  toRecord,
} from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { escrowOf } from '../../deals/escrowOf.ts'
import { ownParty, readParty } from '../../deals/readParty.ts'
import { takeDeal } from '../../deals/takeDeal.ts'
import { postDevice } from '../../parcels/postDevice.ts'
import { drawOnce } from '../../requests/drawOnce.ts'

export type OpenDealParameters = {
  readonly requestId: string
  readonly as: { readonly side: DealSide; readonly dao: SpaceId | null }
  readonly other: { readonly account: Address; readonly kind: 'person' | 'dao' | null }
  readonly contacts: readonly string[]
  readonly subject: DealSubject
}

/**
 * Opens a deal with the other party of a bounty: from a post of the market, or with somebody one knows. It is shown to them as soon as one of their
 * devices is met, at the contacts or through any member of either DAO; and where they posted in the market, any third peer there carries a letter to them.
 * @throws DaomeshError `INPUT_INVALID`, `MEMBERSHIP_REFUSED`, `CHAIN_UNREACHABLE`, `DEAL_FOREIGN`, `SIGNING_REFUSED`.
 */
export const openDeal = async (
  node: NodeContext,
  { requestId, as, other, contacts, subject }: OpenDealParameters,
): Promise<{ space: SpaceId }> => {
  const { profile } = node.adapters.chain.client
  const own = ownParty(node, as.dao)
  const theirs = await readParty(node, other.account, other.kind)
  const [issuer, hunter] = as.side === 'issuer' ? [own, theirs] : [theirs, own]
  const read = dealOpeningSchema.safeParse(
    toRecord({
      v: 1,
      chain: profile.identity,
      escrow: escrowOf(),
      issuer,
      hunter,
      subject,
      nonce: toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16)),
    } satisfies DealOpening),
  )
  if (!read.success) throw new DaomeshError('INPUT_INVALID', { cause: read.error, meta: { reason: read.error.issues[0]?.message ?? '' } })
  await node.links.of(profile.identity.chainId, node.account.required())
  const { id } = await takeDeal(node, read.data, contacts, 'opener', null, postDevice(node, other.account, subject.post?.id ?? null))
  return { space: id }
}
