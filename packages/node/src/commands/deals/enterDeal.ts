import type { SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { parseDealLink } from '../../deals/dealLink.ts'
import { takeDeal } from '../../deals/takeDeal.ts'

/**
 * Opens a deal from its link. As the arbiter it can be read once both sides agreed on this account in an offer.
 * @throws DaomeshError `DEAL_MALFORMED`, `DEAL_CHAIN`, `DEAL_FOREIGN`, `SIGNING_REFUSED`.
 */
export const enterDeal = async (
  node: NodeContext,
  { link, arbiter = false }: { readonly link: string; readonly arbiter?: boolean | undefined },
): Promise<{ space: SpaceId }> => {
  const { opening, peers } = parseDealLink(link)
  await node.links.of(opening.chain.chainId, node.account.required())
  const { id } = await takeDeal(node, opening, peers, 'known', arbiter ? 'arbiter' : 'party')
  return { space: id }
}
