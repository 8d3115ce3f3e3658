import type { Address } from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi } from 'viem'
import type { ChainCall } from '../client/ports.ts'

export type ApproveCallParameters = { readonly token: Address; readonly spender: Address; readonly amount: bigint }

/**
 * The call by which the holder of an ERC-20 token lets `spender` take exactly `amount` of it, in its smallest unit, instead of what it could take before.
 * @example
 * approveCall({ token: alice, spender: bob, amount: 5n }).data.slice(0, 10) // => '0x095ea7b3'
 */
export const approveCall = ({ token, spender, amount }: ApproveCallParameters): ChainCall => ({
  to: token,
  value: 0n,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
})
