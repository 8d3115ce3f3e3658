import { type Address, type Call, type Hex, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi } from 'viem'
import { zeroHash } from '../constants.ts'

export type PaymentCallParameters = {
  readonly to: Address
  /** Wei, or the token's smallest unit. */
  readonly amount: bigint
  /** ETH where absent or zero. */
  readonly token?: { readonly address: Address; readonly codeHash: Hex }
}

/**
 * A call of a decision that pays. ETH pins nothing; a token call pins the token's code (C8), so its code hash must be read first.
 * @example
 * paymentCall({ to: bob, amount: 5n }) // => { target: bob, value: 5n, data: '0x', codeHash: `0x${'0'.repeat(64)}` }
 */
export const paymentCall = ({ to, amount, token }: PaymentCallParameters): Call =>
  token === undefined || token.address === zeroAddress
    ? { target: to, value: amount, data: '0x', codeHash: zeroHash }
    : {
        target: token.address,
        value: 0n,
        data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
        codeHash: token.codeHash,
      }
