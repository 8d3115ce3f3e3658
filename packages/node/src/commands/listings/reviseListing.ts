import type { Listing, PostId, SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { WrittenPost } from '../../market/writePost.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { type ListingWords, toListing } from '../../sales/listingWords.ts'
import { openListing, sellingSpace, writeListing } from '../../sales/writeListing.ts'

type Place = { readonly space: SpaceId; readonly post: PostId }

const nextOf = ({ v: _v, chain: _chain, issuer: _issuer, ...listing }: Listing) => ({ ...listing, revision: listing.revision + 1 })

/**
 * Says a listing anew: other words, another price or number of copies, more time. Whoever bought before keeps what it bought; a price that was told stands
 * until the end that was told with it.
 * @throws DaomeshError `POST_UNKNOWN`, `POST_CLOSED`, `POST_ISSUER`, `MARKET_LEFT`, `POST_MALFORMED`, `CHAIN_UNREACHABLE`.
 */
export const reviseListing = async (
  node: NodeContext,
  { space: id, post, ...words }: Place & ListingWords,
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const space = sellingSpace(node, id)
  const { newest } = openListing(node, id, post)
  const now = await node.market.learnTime()
  const listing = {
    ...nextOf(newest.listing),
    ...toListing(node, words, now),
    key: BigInt(words.price.amount) === 0n ? newest.key : null,
  }
  return writeListing(node, space, { listing, key: newest.key }, keep)
}

/**
 * Takes a listing off the shelf. Who bought keeps its right to the key; what replaces it says no more than that it is gone.
 * @throws DaomeshError like `reviseListing`.
 */
export const withdrawListing = async (node: NodeContext, { space: id, post }: Place, keep: Keep<WrittenPost>): Promise<WrittenPost> => {
  const space = sellingSpace(node, id)
  const { newest } = openListing(node, id, post)
  const listing = { ...nextOf(newest.listing), brief: '', tags: [], samples: [], contact: [], closed: true }
  return writeListing(node, space, { listing, key: newest.key }, keep)
}
