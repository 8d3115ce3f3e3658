import { type Address, DaomeshError, type FileId, type PostId, type QuoteId, workOf, workSpaceOf } from '@daomesh/protocol'
import type { HeldFile } from '@daomesh/files'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { purchaseRow } from '../../contract/listings.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { piecesOf } from '../files/readFile.ts'
import { answerPrice, answerWorkFile, heldListing, isGone, stateOfPurchase } from './readListing.ts'

/** What this node's account bought or opened, the newest first, and how far each has come. */
export const listPurchases = async (node: NodeContext): Promise<z.input<typeof purchaseRow>[]> => {
  await node.sales.look().catch(() => undefined)
  const words = createRewardWords(node, { asking: true })
  const { shown } = node.sales.seen()
  return Promise.all(
    node.sales
      .purchases()
      .filter((purchase) => !isGone(node, purchase))
      .toSorted((a, b) => b.at - a.at)
      .map(async (purchase) => {
        const { listing, quote, reader, at } = purchase
        const space = workSpaceOf(workOf(listing))
        return {
          quote,
          issuer: listing.issuer,
          post: listing.post,
          title: listing.title,
          price: answerPrice(listing.price, await words(listing.price.token)),
          reader,
          state: stateOfPurchase(node, purchase),
          files: await Promise.all(listing.files.map((file) => answerWorkFile(node, space, file))),
          at,
          transaction: (shown.get(quote) ?? []).find((sale) => sale.reader === reader)?.transaction ?? null,
        }
      }),
  )
}

const requireWhole = (held: HeldFile | null, file: FileId): HeldFile => {
  if (held === null || !held.isWhole()) throw new DaomeshError('WORK_ABSENT', { meta: { file } })
  return held
}

/** @throws DaomeshError `POST_UNKNOWN` for what was not bought here, `WORK_ABSENT`, `FILE_DAMAGED`. */
export const readPurchasedFile = async (
  node: NodeContext,
  { quote, file, at }: { readonly quote: QuoteId; readonly file: FileId; readonly at: number },
) => {
  const purchase = node.sales.purchases().find((one) => one.quote === quote)
  if (purchase === undefined) throw new DaomeshError('POST_UNKNOWN', { meta: { quote } })
  if (purchase.key === null) throw new DaomeshError('WORK_ABSENT', { meta: { quote } })
  const held = await node.files.exchange.held(workSpaceOf(workOf(purchase.listing)), file)
  return piecesOf(node, requireWhole(held, file), at)
}

/** A piece of a sample, or of a work that is open here. @throws DaomeshError `POST_UNKNOWN`, `WORK_ABSENT`, `FILE_DAMAGED`. */
export const readListedFile = async (
  node: NodeContext,
  { file, at, ...key }: { readonly issuer: Address; readonly post: PostId; readonly file: FileId; readonly at: number },
) => {
  const space = node.showWork(heldListing(node, key).post)
  return piecesOf(node, requireWhole(await node.files.exchange.held(space, file), file), at)
}
