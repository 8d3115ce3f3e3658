import type { NodeClient } from '@daomesh/node/client'
import type { BountyId } from '@daomesh/protocol'
import { type ListedToken, parseAmount } from './input/parseAmount.ts'

/** As the first DAO here that lists it knows a token. */
const listedToken = async (node: NodeClient, token: string): Promise<ListedToken | null> => {
  for (const { space } of await node.daos.list()) {
    const row = (await node.treasury.get({ space })).find((one) => one.token === token && one.standard === 'erc20')
    if (row !== undefined && row.decimals !== null) return { symbol: row.symbol, decimals: row.decimals }
  }
  return null
}

/** An amount of the token that a bounty pays in. @throws DaomeshError `BOUNTY_UNKNOWN`, `AMOUNT_INVALID`. */
export const bountyAmount = async (node: NodeClient, bounty: BountyId, text: string): Promise<string> => {
  const { token } = await node.bounties.get({ bounty })
  return parseAmount(token, BigInt(token) === 0n ? null : await listedToken(node, token), text).toString()
}
