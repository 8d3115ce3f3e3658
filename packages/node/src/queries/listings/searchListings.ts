import { type Address, isListing } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { listingRow } from '../../contract/listings.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { answerListing } from './readListing.ts'
import { countedTo, tagsOffered } from '../market/searchMarket.ts'

export type SearchListingsParameters = {
  readonly text: string
  readonly tags: readonly string[]
  readonly issuer: Address | null
  readonly token: Address | null
  readonly sort: 'relevance' | 'newest' | 'price'
  readonly offset: number
  readonly limit: number
}

type Found = {
  rows: z.input<typeof listingRow>[]
  total: number
  atLeast: boolean
  tags: { tag: string; posts: number }[]
}

/**
 * Works that are for sale in the market as this node sees it, and the tags that they bear.
 * @throws DaomeshError `STORAGE_FAILED`.
 */
export const searchListings = async (node: NodeContext, { sort, ...query }: SearchListingsParameters): Promise<Found> => {
  const { market, now } = node.market
  // What was sold is told beside each; a chain that is away leaves what was read before.
  await node.sales.look().catch(() => undefined)
  const found = market.search({
    ...query,
    shelf: 'sale',
    now: now() ?? 0,
    openFor: null,
    keeps: null,
    sort: sort === 'price' ? 'reward' : sort,
  })
  const words = createRewardWords(node)
  const rows = []
  for (const { post } of found.rows) if (isListing(post)) rows.push(await answerListing(node, post, await words(post.price.token)))
  return { rows, total: found.total, atLeast: found.total >= countedTo, tags: [...market.tags('sale', now() ?? 0, tagsOffered)] }
}
