import type { PostSort } from '@daomesh/market'
import { type Address, isListing } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { marketStatus, postRow } from '../../contract/market.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import { answerPost } from './readPost.ts'

export type SearchMarketParameters = {
  readonly text: string
  readonly tags: readonly string[]
  readonly issuer: Address | null
  readonly token: Address | null
  readonly openToMe: boolean
  readonly minLevel: number | null
  readonly sort: PostSort
  readonly offset: number
  readonly limit: number
}

/** Counted no further than this by the store. */
export const countedTo = 1_000
/** Tags that a board offers. */
export const tagsOffered = 40

/** This account and the DAOs it sits in. */
const takers = (node: NodeContext): { readonly accounts: readonly Address[]; readonly daos: boolean } => {
  const account = node.account.current()
  const daos = node.spaces
    .daos()
    .filter((space) => account !== null && space.chainState().founded && space.view().members?.has(account) === true)
    .map(({ record }) => record.dao)
  return { accounts: [...(account === null ? [] : [account]), ...daos], daos: daos.length > 0 }
}

/**
 * What stands in the market as this node sees it. Before the time of the chain is known, everything that is held is shown.
 * @throws DaomeshError `STORAGE_FAILED`.
 */
export const searchMarket = async (
  node: NodeContext,
  { openToMe, minLevel, ...query }: SearchMarketParameters,
): Promise<{ rows: z.input<typeof postRow>[]; total: number; atLeast: boolean }> => {
  const { tracks, market } = node.market
  if (minLevel !== null) await tracks.learn()
  const found = market.search({
    ...query,
    shelf: 'wanted',
    now: node.market.now() ?? 0,
    openFor: openToMe ? takers(node) : null,
    // Of whom nothing is known, no level is claimed.
    keeps: minLevel === null ? null : (issuer) => (tracks.of(issuer)?.level ?? -1) >= minLevel,
  })
  const words = createRewardWords(node)
  const rows = []
  for (const { post, kind, own } of found.rows)
    if (!isListing(post)) rows.push(answerPost(node, { post, kind, own }, await words(post.reward.token)))
  return { rows, total: found.total, atLeast: found.total >= countedTo }
}

/** Whether this node is in the market of its chain, and what is here of it. */
export const readMarket = (node: NodeContext): z.input<typeof marketStatus> => {
  const { market } = node
  const now = market.now()
  return {
    joined: market.joined(),
    ...market.market.size(),
    now,
    levels: market.tracks.known(),
    tags: [...market.market.tags('wanted', now ?? 0, tagsOffered)],
    carried: market.market.parcels.size(),
  }
}
