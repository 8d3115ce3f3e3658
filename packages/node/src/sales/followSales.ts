import { outranks, quoteOf, type SaleFact, signOpened, toDaomeshError, workOf, workSpaceOf, checkPost, openPost } from '@daomesh/protocol'
import { createAttempt } from '../changes/createAttempt.ts'
import { followNode } from '../changes/followNode.ts'
import type { NodeContext } from '../context.ts'
import type { Counter } from './createCounter.ts'
import { type OwnListing, quoteIdOfListing } from './createSaleDesk.ts'
import type { Purchase } from './storedPurchase.ts'
import { listingsInMarket } from './workShelf.ts'

/** A change may come in a burst; one look after it is enough. */
const pause = 200
/** A seller that is away now may come without any change here. */
const again = 5_000

/** Keeps what an own DAO sells in the market, whichever member wrote it, and its files on this disk, so that any member that is online can serve. */
const keepOnShelf = async (node: NodeContext, { newest, space }: OwnListing, checked: Set<string>): Promise<void> => {
  const { market, adapters, files } = node
  const { listing, wire, id } = newest
  const now = market.now()
  if (now === null || listing.expires <= now) return
  if (!listing.closed)
    for (const { file } of listing.files) if ((await files.store.state(space.id, file)) !== 'whole') files.wish(space.id, file)
  if (!market.joined() || checked.has(id)) return
  const held = market.market.get(listing)
  const isBehind = held === null || outranks({ revision: listing.revision, id }, { revision: held.post.revision, id: held.id })
  // A record proves its member, and not the device that signed the post: what others would call forged is not passed on.
  if (isBehind && (await checkPost(openPost(wire), adapters.verifier))) market.market.publish(wire)
  checked.add(id)
}

/** Accounts for which something was bought that concerns this node: its own, and its DAOs'. */
const readersOf = (node: NodeContext): ReadonlySet<string> => {
  const self = node.account.current()
  const daos = node.spaces.daos().filter((space) => self !== null && space.chainState().founded && space.view().members?.has(self) === true)
  return new Set([...(self === null ? [] : [self]), ...daos.map(({ record }) => record.dao)])
}

/** What was bought for this account by another device, or by a DAO of it, is kept as if it were bought here. */
const noticePurchase = (node: NodeContext, fact: Omit<SaleFact, 'kind'> & { readonly at: number }): void => {
  const { seller, quote, reader } = fact
  const own = node.sales.ownListings().flatMap(({ revisions }) => revisions)
  const found = [...own, ...listingsInMarket(node.market.market, seller, 0)].find(({ listing }) => quoteIdOfListing(listing) === quote)
  if (found === undefined) return
  node.sales.keep({
    listing: found.listing,
    wire: found.wire,
    reader,
    key: node.sales.keyOf(quote)?.key ?? null,
    opened: false,
    at: fact.at,
  })
}

/** Asks whoever is connected, the addresses of the listing first to be dialled. */
const fetchKey = async (node: NodeContext, purchase: Purchase, counter: Counter): Promise<void> => {
  const { quote, listing } = purchase
  const known = node.sales.keyOf(quote)
  if (known !== null) return node.sales.keep({ ...purchase, key: known.key })
  node.reach.remember(listing.contact)
  for (const { device } of node.adapters.network.peers()) {
    try {
      const key = await counter.askKey(device, quote, listing.lock)
      if (key !== null) return node.sales.keep({ ...purchase, key })
    } catch (error) {
      node.adapters.logger.debug('work.unasked', { peer: device, code: toDaomeshError(error).code })
    }
  }
}

/** Fetches what the key opens, and says that it did once all of it is here. */
const openFiles = async (node: NodeContext, purchase: Purchase, counter: Counter): Promise<void> => {
  const { files, adapters, account, links, sales } = node
  const { listing, quote } = purchase
  const space = workSpaceOf(workOf(listing))
  node.reach.remember(listing.contact)
  let whole = true
  for (const { file } of listing.files) {
    const held = await files.exchange.held(space, file)
    if (held?.isWhole() === true) continue
    whole = false
    // What failed is tried again: the disk may have room by now.
    const state = files.exchange.state(space, file)?.state ?? null
    if (state === null || state === 'failed') files.wish(space, file)
  }
  if (!whole) return
  sales.keep({ ...purchase, opened: true })
  const self = account.current()
  const { identity } = adapters.chain.client.profile
  const signed = self === null ? null : links.known(identity.chainId, self)
  // Free work has no purchase that anybody could compare the word with.
  if (signed === null || quoteOf(listing).price === 0n || purchase.reader !== self) return
  const opened = signOpened({ chain: identity, quote, link: signed.link, linkSignature: signed.signature, deviceKey: adapters.deviceKey })
  await sales.takeOpened(opened)
  for (const { device } of adapters.network.peers())
    await counter
      .tellOpened(device, opened)
      .catch((error: unknown) => adapters.logger.debug('work.untold', { peer: device, code: toDaomeshError(error).code }))
}

/**
 * Keeps sales going without anybody's hand: what own DAOs sell stays in the market, its keys go to who paid for them, what this account bought is asked
 * for, fetched and opened. Returns what stops it.
 */
export const followSales = (node: NodeContext): (() => void) => {
  const { logger } = node.adapters
  const counter = node.counter
  const checked = new Set<string>()

  const look = async (stopped: () => boolean): Promise<void> => {
    const attempt = createAttempt(logger, 'work.unfollowed', stopped)
    const own = node.sales.ownListings()
    if (!node.market.joined() && own.length === 0 && node.sales.purchases().length === 0) return
    for (const row of own) await attempt(row.space.id, () => keepOnShelf(node, row, checked))
    const { final } = await node.sales.look().catch(() => node.sales.seen())
    const readers = readersOf(node)
    const known = new Set(node.sales.purchases().map(({ quote }) => quote))
    for (const [quote, sales] of final) {
      const mine = sales.find(({ reader }) => readers.has(reader))
      if (mine !== undefined && !known.has(quote)) noticePurchase(node, mine)
    }
    for (const purchase of node.sales.purchases()) {
      const space = workSpaceOf(workOf(purchase.listing))
      const isPaid = quoteOf(purchase.listing).price === 0n || (final.get(purchase.quote) ?? []).some(({ reader }) => readers.has(reader))
      if (purchase.key === null && isPaid) await attempt(space, () => fetchKey(node, purchase, counter))
    }
    for (const purchase of node.sales.purchases())
      if (purchase.key !== null && !purchase.opened)
        await attempt(workSpaceOf(workOf(purchase.listing)), () => openFiles(node, purchase, counter))
  }
  return followNode(node, {
    topics: ['spaces', 'network', 'chain', 'transactions', 'market', 'sales'],
    waits: { first: 300, pause, again },
    look,
  })
}
