import { DaomeshError, type EntryId, postId, sealWork, type SpaceId, toHex } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { WrittenPost } from '../../market/writePost.ts'
import { findFile } from '../../queries/files/readFile.ts'
import { drawOnce } from '../../requests/drawOnce.ts'
import type { Keep } from '../../requests/createRequests.ts'
import { type ListingWords, toListing } from '../../sales/listingWords.ts'
import { sellingSpace, writeListing } from '../../sales/writeListing.ts'

export type PublishListingParameters = ListingWords & {
  readonly requestId: string
  readonly space: SpaceId
  readonly files: readonly EntryId[]
  readonly samples: readonly EntryId[]
}

/**
 * Offers finished work of a DAO for sale, in the name of the DAO, as any present member may write its posts. The files are those that the DAO shares: nothing
 * is uploaded again. The price of a free work is 0; then its key stands in the listing.
 * @throws DaomeshError `FILE_UNKNOWN`, `FILE_ABSENT` for a file that is not whole here, `POST_MALFORMED`, `POST_ISSUER`, `MARKET_LEFT`, `CHAIN_UNREACHABLE`.
 */
export const publishListing = async (
  node: NodeContext,
  { requestId, space: id, files, samples, ...words }: PublishListingParameters,
  keep: Keep<WrittenPost>,
): Promise<WrittenPost> => {
  const space = sellingSpace(node, id)
  const rowOf = async (file: EntryId) => {
    const { row } = findFile(node, { space: id, file })
    if ((await node.files.store.state(id, row.file)) !== 'whole') throw new DaomeshError('FILE_ABSENT', { meta: { file: row.file } })
    return row
  }
  const work = await Promise.all(files.map(rowOf))
  const shown = await Promise.all(samples.map(rowOf))
  if (work.some(({ file }) => shown.some((one) => one.file === file)))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'samples', reason: 'a sample would give the work away' } })
  const drawn = drawOnce({ meta: node.meta, random: node.adapters.random }, requestId, 48)
  const [post, key] = [postId.parse(toHex(drawn.subarray(0, 16))), drawn.slice(16)]
  const listing = {
    ...toListing(node, words, await node.market.learnTime()),
    post,
    revision: 0,
    files: work.map(({ file, name, size }) => ({ file, name, size })),
    samples: shown.map(({ file, key: open, name, size }) => ({ file, key: open, name, size })),
    ...sealWork(
      key,
      work.map((row) => row.key),
    ),
    key: BigInt(words.price.amount) === 0n ? key : null,
    closed: false,
  }
  return writeListing(node, space, { listing, key }, keep)
}
