import { type Address, DaomeshError, limits, type PostId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { type PostTerms, toTerms, writePost, writerFor, type WrittenPost } from '../../market/writePost.ts'
import { heldPost } from '../../queries/market/readPost.ts'
import type { Keep } from '../../requests/createRequests.ts'

type Key = { readonly issuer: Address; readonly post: PostId }

const nextOf = (node: NodeContext, key: Key) => {
  const held = heldPost(node, key)
  if (held.post.closed) throw new DaomeshError('POST_CLOSED', { meta: { post: key.post } })
  if (held.post.revision >= limits.postRevisions) throw new DaomeshError('POST_CLOSED', { meta: { reason: 'no revision is left' } })
  return held
}

/**
 * Says a post anew with other terms. Any present member may revise a post of their DAO.
 * @throws DaomeshError `POST_UNKNOWN`, `POST_CLOSED`, `POST_ISSUER`, `MARKET_LEFT`, `POST_MALFORMED`, `CHAIN_UNREACHABLE`.
 */
export const revisePost = async (
  node: NodeContext,
  { issuer, post, ...terms }: Key & PostTerms,
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const held = nextOf(node, { issuer, post })
  const account = await writerFor(node, issuer)
  const now = await node.market.learnTime()
  const revision = held.post.revision + 1
  return writePost(node, account, { issuer, post, revision, closed: false, ...toTerms(node, terms, now) }, keep)
}

/**
 * Takes a post from the board. What replaces it says no more than that, and stands as long as the post would have.
 * @throws DaomeshError like `revisePost`.
 */
export const closePost = async (node: NodeContext, key: Key, keep: Keep<WrittenPost>): Promise<WrittenPost> => {
  const held = nextOf(node, key)
  const account = await writerFor(node, key.issuer)
  const { issuer, post, revision, title, reward, deadline, expires, openTo } = held.post
  const closed = {
    issuer,
    post,
    revision: revision + 1,
    title,
    brief: '',
    tags: [],
    reward,
    deadline,
    expires,
    openTo,
    contact: [],
    closed: true,
  }
  return writePost(node, account, closed, keep)
}
