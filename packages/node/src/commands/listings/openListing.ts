import { type Address, DaomeshError, type FileId, openWork, type PostId, type QuoteId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { heldListing } from '../../queries/listings/readListing.ts'
import { quoteIdOfListing } from '../../sales/createSaleDesk.ts'

type Key = { readonly issuer: Address; readonly post: PostId }

/**
 * Opens a free work: its key stands in the listing, so nobody need be asked or paid.
 * @throws DaomeshError `POST_UNKNOWN`, `POST_CLOSED`; `WORK_KEY` where the listing's own key does not open it; `WORK_ABSENT` for what is to be paid for.
 */
export const openFreeListing = (node: NodeContext, key: Key): { quote: QuoteId } => {
  const { post: listing, wire } = heldListing(node, key)
  if (listing.closed) throw new DaomeshError('POST_CLOSED', { meta: { post: key.post } })
  if (listing.key === null) throw new DaomeshError('WORK_ABSENT', { meta: { post: key.post, reason: 'it is to be paid for' } })
  openWork(listing.key, listing)
  const at = node.adapters.clock.now()
  node.sales.keep({ listing, wire, reader: node.account.required(), key: listing.key, opened: false, at })
  return { quote: quoteIdOfListing(listing) }
}

/**
 * Fetches a sample of a listing, which anybody may read.
 * @throws DaomeshError `POST_UNKNOWN`, `FILE_UNKNOWN`.
 */
export const fetchSample = (node: NodeContext, { file, ...key }: Key & { readonly file: FileId }): { file: FileId } => {
  const { post: listing } = heldListing(node, key)
  if (!listing.samples.some((one) => one.file === file)) throw new DaomeshError('FILE_UNKNOWN', { meta: { file } })
  const space = node.showWork(listing)
  node.reach.remember(listing.contact)
  node.files.wish(space, file)
  return { file }
}
