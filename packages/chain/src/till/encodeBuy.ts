import { type Address, type TillAction, zeroAddress } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { tillAbi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'

/** The call that buys by a quote, with the ETH that must come with it. */
export const encodeBuy = (till: Address, { quote, reader }: TillAction): ChainCall => ({
  to: till,
  value: quote.token === zeroAddress ? quote.price : 0n,
  data: encodeFunctionData({ abi: tillAbi, functionName: 'buy', args: [quote, reader] }),
})
