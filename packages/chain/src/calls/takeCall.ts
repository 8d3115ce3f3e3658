import type { Address } from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi } from 'viem'
import type { ChainCall } from '../client/ports.ts'

export type TakeCallParameters = { readonly token: Address; readonly from: Address; readonly to: Address; readonly amount: bigint }

/**
 * The call by which whoever was allowed to takes a part of an ERC-20 token, in its smallest unit, from its holder.
 * @example
 * takeCall({ token: alice, from: bob, to: dao, amount: 5n }).data.slice(0, 10) // => '0x23b872dd'
 */
export const takeCall = ({ token, from, to, amount }: TakeCallParameters): ChainCall => ({
  to: token,
  value: 0n,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'transferFrom', args: [from, to, amount] }),
})
