import { salesOfWork, takingsOf } from '@daomesh/governance'
import { type SpaceId, workOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { salesRow } from '../../contract/listings.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { countOpened } from '../../sales/countOpened.ts'
import { answerPrice, answerTakings, copiesLeftOf } from './readListing.ts'

/**
 * What a DAO of this node sells and sold, with every purchase. Only what was paid by a price that the DAO told is counted: anybody may pay anything.
 * @throws DaomeshError `SPACE_UNKNOWN`.
 */
export const listSales = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<z.input<typeof salesRow>[]> => {
  const space = node.spaces.dao(id)
  await node.sales.look().catch(() => undefined)
  const { shown, final } = node.sales.seen()
  const now = node.market.now()
  const words = createRewardWords(node, { asking: true })
  const rows = node.sales.ownListings().filter((row) => row.space.id === id)
  return Promise.all(
    rows.map(async ({ newest: { listing }, post }) => {
      const sales = salesOfWork(shown, space.record.dao, workOf(listing)).toSorted((a, b) => b.at - a.at)
      return {
        issuer: listing.issuer,
        post,
        title: listing.title,
        price: answerPrice(listing.price, await words(listing.price.token)),
        closed: listing.closed,
        over: now !== null && listing.expires <= now,
        sold: sales.length,
        copiesLeft: copiesLeftOf(node, listing),
        buyers: new Set(sales.map(({ reader }) => reader)).size,
        opened: countOpened(node, sales),
        taken: await answerTakings(node, takingsOf(sales)),
        sales: await Promise.all(
          sales.slice(0, salesAtMost).map(async ({ reader, payer, token, price, at, transaction, quote, copy }) => ({
            reader,
            payer,
            price: answerPrice({ token, amount: price.toString() }, await words(token)),
            at,
            final: (final.get(quote) ?? []).some((one) => one.copy === copy),
            transaction,
          })),
        ),
      }
    }),
  )
}

/** Purchases of a listing that a screen shows, the newest. */
const salesAtMost = 200
