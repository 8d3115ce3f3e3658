import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { parseDealLink } from '../../deals/dealLink.ts'
import { takeDeal } from '../../deals/takeDeal.ts'

/**
 * Opens a deal from its link. As the arbiter, in the name of this account or of a DAO of it, it can be read once both sides agreed on that in an offer.
 * @throws DaomeshError `DEAL_MALFORMED`, `DEAL_CHAIN`, `DEAL_FOREIGN`, `SIGNING_REFUSED`.
 */
export const enterDeal = async (
  node: NodeContext,
  {
    link,
    arbiter = false,
    as = null,
  }: { readonly link: string; readonly arbiter?: boolean | undefined; readonly as?: SpaceId | null | undefined },
): Promise<{ space: SpaceId }> => {
  const { opening, peers } = parseDealLink(link)
  await node.links.of(opening.chain.chainId, node.account.required())
  const self = as === null ? node.account.required() : node.spaces.dao(as).record.dao
  const { id } = await takeDeal(node, opening, peers, 'known', arbiter ? self : null)
  return { space: id }
}
