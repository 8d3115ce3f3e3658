import type { StoredPost } from '@daomesh/market'
import { isPaidFor, salesOfWork, takingsOf, type Sale, type Takings } from '@daomesh/governance'
import {
  type Address,
  DaomeshError,
  type FileId,
  isListing,
  type Listing,
  openPost,
  type PostId,
  type SpaceId,
  workOf,
} from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { listingPage, listingRow, priceShape } from '../../contract/listings.ts'
import { createRewardWords, type RewardWords } from '../../market/rewardWords.ts'
import { quoteIdOfListing } from '../../sales/createSaleDesk.ts'
import type { Purchase } from '../../sales/storedPurchase.ts'
import { countOpened, learnOpened } from '../../sales/countOpened.ts'
import { excerptOf } from '../market/readPost.ts'

type Key = { readonly issuer: Address; readonly post: PostId }
export type HeldListing = Omit<StoredPost, 'post'> & { readonly post: Listing }
export type FileAnswer = z.input<typeof listingPage>['work'][number]

/** @throws DaomeshError `POST_UNKNOWN`. */
export const heldListing = (node: Pick<NodeContext, 'market'>, key: Key): HeldListing => {
  const held = node.market.market.get(key)
  const post = held?.post ?? null
  if (held === null || post === null || !isListing(post)) throw new DaomeshError('POST_UNKNOWN', { meta: { post: key.post } })
  return { ...held, post }
}

export const answerPrice = ({ token, amount }: Listing['price'], words: RewardWords): z.input<typeof priceShape> => ({
  token,
  amount,
  ...words,
})

export const answerTakings = (node: NodeContext, takings: readonly Takings[]): Promise<z.input<typeof listingPage>['taken']> => {
  const words = createRewardWords(node, { asking: true })
  return Promise.all(
    takings.map(async ({ token, copies, amount }) => ({
      price: answerPrice({ token, amount: amount.toString() }, await words(token)),
      copies,
    })),
  )
}

/** Copies that can still be bought by this very quote; null for as many as are asked for. */
export const copiesLeftOf = (node: Pick<NodeContext, 'sales'>, listing: Listing): number | null =>
  listing.copies === 0 ? null : Math.max(0, listing.copies - (node.sales.seen().shown.get(quoteIdOfListing(listing))?.length ?? 0))

export const salesOf = (node: Pick<NodeContext, 'sales'>, listing: Listing): readonly Sale[] =>
  salesOfWork(node.sales.seen().shown, listing.issuer, workOf(listing))

/** How far a purchase has come. What is free is paid for. */
export const stateOfPurchase = (node: Pick<NodeContext, 'sales'>, purchase: Purchase): 'paying' | 'waiting' | 'fetching' | 'here' => {
  if (purchase.opened) return 'here'
  if (purchase.key !== null) return 'fetching'
  return isPaidFor(node.sales.seen().final, purchase.quote, purchase.reader) ? 'waiting' : 'paying'
}

/** What this node has of the same work, by whatever revision it came to it. */
const purchaseOf = (node: Pick<NodeContext, 'sales'>, listing: Listing): Purchase | null => {
  const work = workOf(listing)
  const all = node.sales.purchases().filter((one) => one.listing.issuer === listing.issuer && workOf(one.listing) === work)
  return all.find(({ key }) => key !== null) ?? all[0] ?? null
}

/** A payment that failed leaves nothing behind that would look like one. */
export const isGone = (node: Pick<NodeContext, 'sales' | 'queue' | 'account'>, purchase: Purchase): boolean =>
  purchase.reader === node.account.current() &&
  stateOfPurchase(node, purchase) === 'paying' &&
  !isPaidFor(node.sales.seen().shown, purchase.quote, purchase.reader) &&
  !node.queue.rows().some((row) => row.subject['quote'] === purchase.quote && row.state !== 'failed' && row.state !== 'superseded')

export const answerListing = async (node: NodeContext, listing: Listing, words: RewardWords): Promise<z.input<typeof listingRow>> => {
  const mine = purchaseOf(node, listing)
  return {
    issuer: listing.issuer,
    post: listing.post,
    revision: listing.revision,
    title: listing.title,
    excerpt: excerptOf(listing.brief),
    tags: listing.tags,
    price: answerPrice(listing.price, words),
    files: listing.files.length,
    bytes: listing.files.reduce((sum, { size }) => sum + size, 0),
    expires: listing.expires,
    sold: salesOf(node, listing).length,
    copiesLeft: copiesLeftOf(node, listing),
    own: node.spaces.daos().some(({ record }) => record.dao === listing.issuer),
    level: node.market.tracks.of(listing.issuer)?.level ?? null,
    mine: mine === null || isGone(node, mine) ? 'none' : stateOfPurchase(node, mine),
  }
}

/** What of a file of a work is on this disk. */
export const answerWorkFile = async (
  node: Pick<NodeContext, 'files'>,
  space: SpaceId,
  { file, name, size }: { readonly file: FileId; readonly name: string; readonly size: number },
): Promise<FileAnswer> => {
  const stored = await node.files.store.state(space, file)
  return { file, name, size, state: stored === 'whole' ? 'whole' : (node.files.exchange.state(space, file)?.state ?? stored ?? 'absent') }
}

/**
 * One listing with all it says, what the chain says was paid for it, and what its buyers say.
 * @throws DaomeshError `POST_UNKNOWN`.
 */
export const readListing = async (node: NodeContext, key: Key): Promise<z.input<typeof listingPage>> => {
  const { post: listing, wire } = heldListing(node, key)
  const space = node.showWork(listing)
  await node.sales.look().catch(() => undefined)
  const now = node.market.now()
  const sales = salesOf(node, listing)
  // What others say of it comes when it comes.
  void learnOpened(node, { seller: listing.issuer, work: workOf(listing) })
  const own = node.spaces.daos().find(({ record }) => record.dao === listing.issuer)
  return {
    ...(await answerListing(node, listing, await createRewardWords(node, { asking: true })(listing.price.token))),
    brief: listing.brief,
    work: await Promise.all(listing.files.map((file) => answerWorkFile(node, space, file))),
    samples: await Promise.all(listing.samples.map((file) => answerWorkFile(node, space, file))),
    closed: listing.closed,
    over: now !== null && listing.expires <= now,
    signedBy: openPost(wire).link.member,
    quote: quoteIdOfListing(listing),
    till: node.sales.till,
    buyers: new Set(sales.map(({ reader }) => reader)).size,
    opened: countOpened(node, sales),
    taken: await answerTakings(node, takingsOf(sales)),
    space: own?.id ?? null,
  }
}
