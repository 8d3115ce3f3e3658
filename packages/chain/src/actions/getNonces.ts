import type { Address } from '@daomesh/protocol'
import type { PublicClient } from 'viem'
import type { Finality } from '../client/ports.ts'
import { getHead } from './getHead.ts'

export type GetNoncesParameters = { readonly account: Address; readonly finality: Finality }
export type GetNoncesReturnType = { readonly latest: number; readonly finalized: number }

/** The account's next nonce, now and as of the finalized block. */
export const getNonces = async (client: PublicClient, { account, finality }: GetNoncesParameters): Promise<GetNoncesReturnType> => {
  const { finalized } = await getHead(client, { finality })
  const [latest, final] = await Promise.all([
    client.getTransactionCount({ address: account, blockTag: 'latest' }),
    client.getTransactionCount({ address: account, blockNumber: finalized.number }),
  ])
  return { latest, finalized: final }
}
