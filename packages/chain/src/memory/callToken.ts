import { address, type Address, type Hex } from '@daomesh/protocol'
import { erc20Abi } from 'viem'
import { Revert } from '../errors/revert.ts'
import { move } from './money.ts'
import type { World } from './world.ts'
import { decodeFunction } from '../calls/decodeFunction.ts'

const take = (world: World, token: Address, spender: Address, [of, to, amount]: readonly [Hex, Hex, bigint]): void => {
  const owner = address.parse(of)
  const place = `${token}:${owner}:${spender}`
  const allowed = world.allowances.get(place) ?? 0n
  if (allowed < amount) throw new Revert('silent')
  world.allowances.set(place, allowed - amount)
  move(world, token, owner, address.parse(to), amount)
}

/** A token of this chain: it sends, and lets others take. */
export const callToken = (world: World, token: Address, data: Hex, from: Address): void => {
  const { functionName, args } = decodeFunction(erc20Abi, data)
  if (functionName === 'transfer') move(world, token, from, address.parse(args[0]), args[1])
  else if (functionName === 'approve') world.allowances.set(`${token}:${from}:${address.parse(args[0])}`, args[1])
  else if (functionName === 'transferFrom') take(world, token, from, args)
  else throw new Revert('silent')
}
