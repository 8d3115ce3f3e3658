import { address, type Address, type Hex } from '@daomesh/protocol'
import { decodeFunctionData, erc20Abi } from 'viem'
import { Revert } from '../errors/revert.ts'
import { move } from './money.ts'
import type { World } from './world.ts'

/** A token of this chain: it sends, and lets others take. */
export const callToken = (world: World, token: Address, data: Hex, from: Address): void => {
  const { functionName, args } = decodeFunctionData({ abi: erc20Abi, data })
  if (functionName === 'transfer') move(world, token, from, address.parse(args[0]), args[1])
  else if (functionName === 'approve') world.allowances.set(`${token}:${from}:${address.parse(args[0])}`, args[1])
  else throw new Revert('silent')
}
