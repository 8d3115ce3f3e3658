import type { Address, BondAction, Hex } from '@daomesh/protocol'
import { encodeFunctionData } from 'viem'
import { marketBondsAbi as abi } from '../abis.ts'
import type { ChainCall } from '../client/ports.ts'

const dataOf = (action: BondAction): Hex => {
  switch (action.kind) {
    case 'bond':
    case 'unbond':
      return encodeFunctionData({ abi, functionName: action.kind })
    case 'withdraw':
      return encodeFunctionData({ abi, functionName: 'withdraw', args: [action.recipient] })
  }
}

/** The call that asks this of the contract of market bonds, with the ETH that must come with it. */
export const encodeBond = (bonds: Address, action: BondAction): ChainCall => ({
  to: bonds,
  value: action.kind === 'bond' ? action.amount : 0n,
  data: dataOf(action),
})
