import { type DecodedCall, decodeHandover } from '@daomesh/chain'
import { type Address, type Call, toDaomeshError } from '@daomesh/protocol'
import { formatUnits } from 'viem'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { callRow } from '../contract/shapes.ts'
import { listedToken } from '../queries/treasury/readTreasury.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Summary = z.input<typeof callRow>['summary']

/** A token's own symbol, where members put it on the list and it has one. */
const symbolOf = async (node: NodeContext, space: DaoSpace, token: Address, item: string | null): Promise<string | null> => {
  if (listedToken(space, token, item) === undefined) return null
  try {
    const { symbol } = await node.adapters.chain.client.token(token)
    return symbol === '' ? null : symbol
  } catch (error) {
    node.adapters.logger.debug('calls.unsimulated', { code: toDaomeshError(error).code })
    return null
  }
}

/** An NFT, or items, that the DAO itself hands over, in one sentence; null for any other call, and where somebody else's would be moved. */
export const describeHandover = async (
  node: NodeContext,
  space: DaoSpace,
  call: Pick<Call, 'target' | 'value' | 'data'>,
): Promise<Summary | null> => {
  const handover = decodeHandover(call)
  if (handover === null || handover.from !== space.record.dao) return null
  const [token, item] = [handover.token, handover.item.toString()]
  const params = { token, to: handover.to, item, amount: handover.amount.toString() }
  const nft = handover.standard === 'erc721'
  const symbol = await symbolOf(node, space, token, nft ? null : item)
  if (symbol === null) return { key: nft ? 'call.nftBare' : 'call.itemsBare', params }
  return { key: nft ? 'call.nft' : 'call.items', params: { ...params, symbol } }
}

/**
 * An ERC-20 payment, or what somebody may take, in one sentence, or null for any other call. Symbol and decimals are a token's own words, so they are believed only of one that
 * members put on the list; elsewhere, and without a chain to ask, the amount stays what it is in the call.
 */
export const describeTransfer = async (
  node: NodeContext,
  space: DaoSpace,
  token: Address,
  decoded: DecodedCall,
): Promise<Summary | null> => {
  if (decoded.kind !== 'known' || decoded.contract !== 'ERC-20') return null
  const [to, units, third] = decoded.args.map(({ value }) => value)
  if (typeof to !== 'string' || typeof units !== 'string') return null
  if (decoded.function === 'transferFrom')
    return units === space.record.dao && typeof third === 'string' && listedToken(space, token, null)?.standard === 'erc20'
      ? { key: 'call.take', params: { from: to, units: third, token } }
      : null
  if (decoded.function === 'approve') return { key: 'call.approve', params: { spender: to, units, token } }
  if (decoded.function !== 'transfer') return null
  const bare: Summary = { key: 'call.transferBare', params: { units, token, to } }
  if (listedToken(space, token, null)?.standard !== 'erc20') return bare
  try {
    const { symbol, decimals } = await node.adapters.chain.client.token(token)
    if (symbol === '' || decimals === null) return bare
    return { key: 'call.transfer', params: { amount: formatUnits(BigInt(units), decimals), symbol, token, to } }
  } catch (error) {
    node.adapters.logger.debug('calls.unsimulated', { code: toDaomeshError(error).code })
    return bare
  }
}
