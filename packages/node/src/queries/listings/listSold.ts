import { currentMembers, type Sale, salesOfWork } from '@daomesh/governance'
import { type Address, type Listing, toDaomeshError, workOf } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { soldRow } from '../../contract/listings.ts'
import { createRewardWords } from '../../market/rewardWords.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { lookAtIncome } from '../income/readIncome.ts'
import { answerPrice } from './readListing.ts'

type Sold = { readonly space: DaoSpace; readonly listing: Listing; readonly sale: Sale }

/** Rows that an inbox shows, the newest. */
const most = 50

/** When the income of a DAO in a token was distributed last, in milliseconds of block time; never: 0. */
const distributedAt = (space: DaoSpace, token: Address): number =>
  [...space.facts.events(), ...space.unfinalized()].reduce(
    (last, { fact, at }) => (fact.kind === 'distributed' && fact.token === token ? Math.max(last, at) : last),
    0,
  )

const isMember = (node: NodeContext, space: DaoSpace): boolean =>
  currentMembers(space.chainState()).some(({ account }) => account === node.account.current())

/** What lies in the inbox of a DAO in a token; null while the chain does not say. */
const lyingIn = async (node: NodeContext, space: DaoSpace, token: Address): Promise<bigint | null> => {
  try {
    return (await lookAtIncome(node, space, token)).income
  } catch (error) {
    node.adapters.logger.debug('income.unread', { code: toDaomeshError(error).code })
    return null
  }
}

/** What was bought of the DAOs in which this account has a seat since their income in that token was distributed, the newest first. */
const soldSince = (node: NodeContext): readonly Sold[] => {
  const { shown } = node.sales.seen()
  return node.sales
    .ownListings()
    .filter(({ space }) => isMember(node, space))
    .flatMap(({ space, newest: { listing } }) =>
      salesOfWork(shown, space.record.dao, workOf(listing))
        .filter(({ token, price, at }) => price > 0n && at > distributedAt(space, token))
        .map((sale) => ({ space, listing, sale })),
    )
    .toSorted((a, b) => b.sale.at - a.sale.at)
    .slice(0, most)
}

/** Purchases whose money lies in the income inbox of a DAO of this account, for its inbox: who bought what, for how much, and what waits there to be divided. */
export const listSold = async (node: NodeContext): Promise<z.input<typeof soldRow>[]> => {
  await node.sales.look().catch(() => undefined)
  const words = createRewardWords(node, { asking: true })
  const { final } = node.sales.seen()
  const lying = new Map<string, Promise<bigint | null>>()
  const rows = await Promise.all(
    soldSince(node).map(async ({ space, listing, sale }) => {
      const { token, reader, payer, price, at, transaction, quote, copy } = sale
      const key = `${space.id}/${token}`
      const asked = lying.get(key) ?? lyingIn(node, space, token)
      lying.set(key, asked)
      const [income, said] = [await asked, await words(token)]
      if (income === 0n) return []
      return [
        {
          space: space.id,
          name: space.record.genesis.name,
          issuer: listing.issuer,
          post: listing.post,
          title: listing.title,
          reader,
          payer,
          price: answerPrice({ token, amount: price.toString() }, said),
          at,
          final: (final.get(quote) ?? []).some((one) => one.copy === copy),
          transaction,
          income: income === null ? null : answerPrice({ token, amount: income.toString() }, said),
        },
      ]
    }),
  )
  return rows.flat()
}
