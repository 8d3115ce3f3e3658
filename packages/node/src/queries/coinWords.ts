import type { ChainClient } from '@daomesh/chain'
import { coinOf } from '@daomesh/protocol'

/** Symbol and decimals of the chain's own coin, as of a token. */
export const coinWords = ({ profile }: Pick<ChainClient, 'profile'>): { readonly symbol: string; readonly decimals: 18 } => ({
  symbol: coinOf(profile.identity.chainId),
  decimals: 18,
})
