import { DaomeshError, type Listing, type PostId, signPost, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { writerFor, type WrittenPost } from '../market/writePost.ts'
import type { Keep } from '../requests/createRequests.ts'
import type { DaoSpace } from '../spaces/space.ts'
import type { OwnListing } from './createSaleDesk.ts'

/** @throws DaomeshError `SPACE_UNKNOWN`, `INPUT_INVALID` for a DAO that is not on the chain, `MARKET_LEFT`. */
export const sellingSpace = (node: NodeContext, id: SpaceId): DaoSpace => {
  const space = node.spaces.dao(id)
  if (!space.chainState().founded)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'space', reason: 'this DAO is not on the chain yet' } })
  if (!node.market.joined()) throw new DaomeshError('MARKET_LEFT')
  return space
}

/** @throws DaomeshError `POST_UNKNOWN`, `POST_CLOSED`. */
export const openListing = (node: NodeContext, space: SpaceId, post: PostId): OwnListing => {
  const row = node.sales.ownListings().find((one) => one.space.id === space && one.post === post)
  if (row === undefined) throw new DaomeshError('POST_UNKNOWN', { meta: { post } })
  if (row.newest.listing.closed) throw new DaomeshError('POST_CLOSED', { meta: { post } })
  return row
}

/**
 * Signs a revision with this device, tells the other members with the key, then says it in the market. The members hold it first: a purchase that comes at
 * once can be answered by any of them.
 * @throws DaomeshError `POST_MALFORMED`, `POST_ISSUER`, `SIGNING_REFUSED` when the account is asked to link this device, `KEY_MISSING`.
 */
export const writeListing = async (
  node: NodeContext,
  space: DaoSpace,
  { listing, key }: { readonly listing: Omit<Listing, 'v' | 'chain' | 'issuer'>; readonly key: Uint8Array },
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const { chain, deviceKey } = node.adapters
  const issuer = space.record.dao
  const account = await writerFor(node, issuer)
  const { chainId, genesisHash } = chain.client.profile.identity
  const { link, signature } = await node.links.of(chainId, account)
  const post: Listing = { v: 2, chain: { chainId: chainId.toString(), genesisHash }, issuer, ...listing }
  const wire = signPost({ post, link, linkSignature: signature, deviceKey })
  const written = { issuer, post: post.post, revision: post.revision }
  await space.append('listing.publish', { post: wire, key }, { meta: () => [keep(written)] })
  node.market.market.publish(wire)
  node.changes.mark('sales')
  return written
}
