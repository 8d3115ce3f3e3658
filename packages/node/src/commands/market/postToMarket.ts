import { DaomeshError, postId, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type PostTerms, toTerms, writePost, writerFor, type WrittenPost } from '../../market/writePost.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import type { Keep } from '../../requests/createRequests.ts'

/**
 * Offers work in the market, in the account's own name or in that of a DAO it sits in. It binds nobody: what is agreed is agreed in a deal.
 * @throws DaomeshError `MARKET_LEFT`, `POST_MALFORMED`, `POST_ISSUER`, `INPUT_INVALID` for a DAO that is not on the chain, `CHAIN_UNREACHABLE`.
 */
export const postToMarket = async (
  node: NodeContext,
  { requestId, space: id, ...terms }: PostTerms & { readonly requestId: string; readonly space: SpaceId | null },
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const space = id === null ? null : node.spaces.dao(id)
  if (space !== null && !space.chainState().founded)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'space', reason: 'this DAO is not on the chain yet' } })
  const issuer = space === null ? node.account.required() : space.record.dao
  const account = await writerFor(node, issuer)
  const post = postId.parse(toHex(drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 16)))
  const now = await node.market.learnTime()
  return writePost(node, account, { issuer, post, revision: 0, closed: false, ...toTerms(node, terms, now) }, keep)
}
