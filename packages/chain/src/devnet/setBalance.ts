import type { Address } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'

export type SetBalanceParameters = { readonly rpcUrl: string; readonly account: Address; readonly wei: bigint }

/** Sets an account's balance on a sandbox chain, so that a newcomer can try things out. Real chains do not know the method. */
export const setBalance = ({ rpcUrl, account, wei }: SetBalanceParameters): Promise<void> =>
  createTestClient({ mode: 'anvil', transport: http(rpcUrl) }).setBalance({ address: account, value: wei })
