import type { ChainIdentity } from '@daomesh/protocol'
import type { PublicClient } from 'viem'

export type GetIdentityReturnType = ChainIdentity

/** Which chain the endpoint speaks for: its id and the hash of its first block, since sandboxes share ids. */
export const getIdentity = async (client: PublicClient): Promise<GetIdentityReturnType> => {
  const [chainId, first] = await Promise.all([client.getChainId(), client.getBlock({ blockNumber: 0n })])
  return { chainId: BigInt(chainId), genesisHash: first.hash }
}
