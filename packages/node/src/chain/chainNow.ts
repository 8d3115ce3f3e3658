import type { ChainClient } from '@daomesh/chain'
import type { TellsTime } from '../spaces/presentOf.ts'

/** Whoever can ask the chain what time it is. */
export type AsksTime = TellsTime & { readonly adapters: { readonly chain: { readonly client: Pick<ChainClient, 'head'> } } }

/**
 * Seconds of chain time by which the next block will judge, as far as one can tell: that of the newest block, or later where none came for a while, as in a
 * sandbox, which makes none while nobody sends. What is too early yet, the chain refuses before anything is signed.
 * @throws DaomeshError `CHAIN_UNREACHABLE`.
 */
export const chainNow = async (node: AsksTime): Promise<number> => {
  const { timestamp } = await node.adapters.chain.client.head()
  return Math.max(timestamp, node.chainView.now())
}
