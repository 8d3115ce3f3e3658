import type { DecodedCall } from '@daomesh/chain'
import { type Address, toDaomeshError } from '@daomesh/protocol'
import { formatUnits } from 'viem'
import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { callRow } from '../contract/shapes.ts'
import { listedToken } from '../queries/readTreasury.ts'
import type { DaoSpace } from '../spaces/space.ts'

type Summary = z.input<typeof callRow>['summary']

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
  const [to, units] = decoded.args.map(({ value }) => value)
  if (typeof to !== 'string' || typeof units !== 'string') return null
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
