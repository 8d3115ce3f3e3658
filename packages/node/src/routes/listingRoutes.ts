import { buyListing } from '../commands/listings/buyListing.ts'
import { fetchSample, openFreeListing } from '../commands/listings/openListing.ts'
import { publishListing } from '../commands/listings/publishListing.ts'
import { reviseListing, withdrawListing } from '../commands/listings/reviseListing.ts'
import type { NodeContext } from '../context.ts'
import { listPurchases, readListedFile, readPurchasedFile } from '../queries/listings/listPurchases.ts'
import { listSales } from '../queries/listings/listSales.ts'
import { listSold } from '../queries/listings/listSold.ts'
import { readListing } from '../queries/listings/readListing.ts'
import { searchListings } from '../queries/listings/searchListings.ts'
import type { Implementer, Once } from './implementer.ts'

/** Works that are for sale, one line per procedure. */
export const listingRoutes = (node: NodeContext, { listings }: Implementer, once: Once) => ({
  search: listings.search.handler(({ input }) => searchListings(node, input)),
  get: listings.get.handler(({ input }) => readListing(node, input)),
  ofDao: listings.ofDao.handler(({ input }) => listSales(node, input)),
  sold: listings.sold.handler(() => listSold(node)),
  publish: listings.publish.handler(({ input }) => once('listings.publish', input, (keep) => publishListing(node, input, keep))),
  revise: listings.revise.handler(({ input }) => once('listings.revise', input, (keep) => reviseListing(node, input, keep))),
  withdraw: listings.withdraw.handler(({ input }) => once('listings.withdraw', input, (keep) => withdrawListing(node, input, keep))),
  buy: listings.buy.handler(({ input }) => once('listings.buy', input, (keep) => buyListing(node, input, keep))),
  open: listings.open.handler(({ input }) => once('listings.open', input, () => openFreeListing(node, input))),
  fetchSample: listings.fetchSample.handler(({ input }) => once('listings.fetchSample', input, () => fetchSample(node, input))),
  read: listings.read.handler(({ input }) => readListedFile(node, input)),
  purchases: listings.purchases.handler(() => listPurchases(node)),
  readPurchase: listings.readPurchase.handler(({ input }) => readPurchasedFile(node, input)),
})
