import { type TokenRow, tokensOf } from '@daomesh/governance'
import { type Address, DaomeshError, type SpaceId, toDaomeshError, ether } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { treasuryRow } from '../../contract/treasury.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { coinWords } from '../coinWords.ts'

export type TreasuryAnswer = z.input<typeof treasuryRow>[]

/** Refusals of the token itself: it is shown as one that says nothing. An endpoint that fails is everybody's. */
const orUnreadable = async (balance: Promise<bigint>): Promise<string | null> => {
  try {
    return (await balance).toString()
  } catch (error) {
    if (toDaomeshError(error).code === 'TOKEN_UNREADABLE') return null
    throw error
  }
}

const rowOf = async (node: NodeContext, holder: Address, { token, item, standard, by }: TokenRow): Promise<TreasuryAnswer[number]> => {
  const { client } = node.adapters.chain
  const [words, balance] = await Promise.all([
    client.token(token),
    orUnreadable(client.balance(holder, token, item === null ? undefined : BigInt(item))),
  ])
  return { token, item, standard, by, ...words, decimals: standard === 'erc20' ? words.decimals : null, balance }
}

const holdings = async (node: NodeContext, space: DaoSpace, holder: Address): Promise<TreasuryAnswer> => {
  const { client } = node.adapters.chain
  const coin = coinWords(client)
  const [own, ...rows] = await Promise.all([client.balance(holder), ...tokensOf(space.registers()).map((row) => rowOf(node, holder, row))])
  return [{ token: ether, item: null, standard: 'ether', ...coin, name: coin.symbol, balance: own.toString(), by: null }, ...rows]
}

/**
 * What the treasury holds of the chain's own coin and of every token that members put on the list, asked of the chain.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const readTreasury = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<TreasuryAnswer> => {
  const space = node.spaces.dao(id)
  return holdings(node, space, space.record.dao)
}

/**
 * The same of this account: what it could put into the treasury.
 * @throws DaomeshError `ACCOUNT_NOT_CHOSEN`, `CHAIN_UNREACHABLE`.
 */
export const readOwnHoldings = async (node: NodeContext, { space: id }: { readonly space: SpaceId }): Promise<TreasuryAnswer> =>
  holdings(node, node.spaces.dao(id), node.account.required())

/** The row of a token on the list, or undefined. */
export const listedToken = (space: DaoSpace, token: string, item: string | null): TokenRow | undefined =>
  tokensOf(space.registers()).find((row) => row.token === token && row.item === item)

/** @throws DaomeshError `INPUT_INVALID` where the standard has no items, or needs one. */
export const checkItem = (standard: TokenRow['standard'], item: string | null): void => {
  if ((standard === 'erc1155') === (item === null))
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'item', reason: item === null ? 'an ERC-1155 token is named with its item' : 'only an ERC-1155 token has items here' },
    })
}
