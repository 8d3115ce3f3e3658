import type { Hex } from '@daomesh/protocol'
import { BlockNotFoundError, type PublicClient } from 'viem'

export type GetBlockHashParameters = { readonly number: bigint }
export type GetBlockHashReturnType = Hex | null

/** The block that stands at this height now; null above the head. */
export const getBlockHash = async (client: PublicClient, { number }: GetBlockHashParameters): Promise<GetBlockHashReturnType> => {
  try {
    return (await client.getBlock({ blockNumber: number })).hash
  } catch (error) {
    if (error instanceof BlockNotFoundError) return null
    throw error
  }
}
