import { address, type Hex } from '@daomesh/protocol'
import { type PublicClient, TransactionNotFoundError, TransactionReceiptNotFoundError } from 'viem'
import type { MinedCall } from '../client/ports.ts'

export type GetMinedCallParameters = { readonly hash: Hex }
export type GetMinedCallReturnType = MinedCall | null

/** null: no such transaction is mined, or it made a contract. */
export const getMinedCall = async (client: PublicClient, { hash }: GetMinedCallParameters): Promise<GetMinedCallReturnType> => {
  try {
    const [{ to, value, input }, { status }] = await Promise.all([client.getTransaction({ hash }), client.getTransactionReceipt({ hash })])
    return to === null ? null : { to: address.parse(to), value, data: input.toLowerCase() as Hex, ok: status === 'success' }
  } catch (error) {
    if (error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError) return null
    throw error
  }
}
