import { tokenCall, type TokenPart } from '@daomesh/chain'
import { type Address, DaomeshError, type Hex, type SpaceId } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import { checkItem } from './readTreasury.ts'

export type SendCallParameters = {
  readonly space: SpaceId
  readonly token: Address
  readonly standard: 'erc20' | 'erc721' | 'erc1155'
  /** Of an ERC-1155 token; of an ERC-721 token the NFT itself. */
  readonly item: string | null
  readonly to: Address
  readonly amount: string
}

const word = 1n << 256n

/**
 * What of a token is handed over.
 * @throws DaomeshError `AMOUNT_INVALID`; `INPUT_INVALID` where the standard needs an item, or has none.
 */
export const tokenPart = ({ standard, item, amount }: Pick<SendCallParameters, 'standard' | 'item' | 'amount'>): TokenPart => {
  const count = BigInt(amount)
  if (count === 0n || count >= word) throw new DaomeshError('AMOUNT_INVALID', { meta: { amount } })
  if (standard === 'erc721') {
    if (item === null || count !== 1n)
      throw new DaomeshError('INPUT_INVALID', { meta: { field: 'item', reason: 'an NFT is one, named by its id' } })
    return { standard, item: BigInt(item) }
  }
  checkItem(standard, item)
  return standard === 'erc20' ? { standard, amount: count } : { standard, item: BigInt(item ?? 0), amount: count }
}

/**
 * The call by which a decision hands over a part of a token: to be put into a proposal like any other.
 * @throws DaomeshError `AMOUNT_INVALID`, `INPUT_INVALID`.
 */
export const sendCall = (
  node: Pick<NodeContext, 'spaces'>,
  parameters: SendCallParameters,
): { target: Address; value: string; data: Hex } => {
  const { dao } = node.spaces.dao(parameters.space).record
  const { to, value, data } = tokenCall({ token: parameters.token, from: dao, to: parameters.to, part: tokenPart(parameters) })
  return { target: to, value: value.toString(), data }
}
