import { type Address, DaomeshError, type EntryId, type SpaceId, ether } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { checkItem } from '../../queries/treasury/readTreasury.ts'
import type { Keep } from '../../requests/createRequests.ts'

export type ListTokenParameters = {
  readonly space: SpaceId
  readonly token: Address
  readonly item: string | null
  readonly standard: 'erc20' | 'erc721' | 'erc1155'
}

/**
 * Puts a token on the list that all members look at. Without a chain the contract cannot be asked, and the word of the member stands.
 * @throws DaomeshError `TOKEN_UNREADABLE` where the contract does not say what the treasury holds; `INPUT_INVALID` for the chain's own coin, or an item
 * that does not fit the standard.
 */
export const listToken = async (
  node: NodeContext,
  { space: id, token, item, standard }: ListTokenParameters,
  keep: Keep<{ entry: EntryId }>,
): Promise<{ entry: EntryId }> => {
  const space = node.spaces.dao(id)
  checkItem(standard, item)
  if (token === ether) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'token', reason: 'ether is always on the list' } })
  try {
    await node.adapters.chain.client.balance(space.record.dao, token, item === null ? undefined : BigInt(item))
  } catch (error) {
    if (!(error instanceof DaomeshError) || error.code !== 'CHAIN_UNREACHABLE') throw error
  }
  return { entry: await space.append('token.list', { token, standard, item }, { meta: (entry) => [keep({ entry })] }) }
}
