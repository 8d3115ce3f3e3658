import type { Address } from '@daomesh/protocol'
import { erc20Abi, type PublicClient } from 'viem'
import { zeroAddress } from '../constants.ts'

export type GetBalanceParameters = { readonly account: Address; readonly token?: Address | undefined }
export type GetBalanceReturnType = bigint

/** Wei, or the token's smallest unit. */
export const getBalance = (client: PublicClient, { account, token }: GetBalanceParameters): Promise<GetBalanceReturnType> =>
  token === undefined || token === zeroAddress
    ? client.getBalance({ address: account })
    : client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
