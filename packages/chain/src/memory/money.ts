import { type Address, zeroAddress } from '@daomesh/protocol'
import { Revert } from '../errors/revert.ts'
import type { World } from './world.ts'

const holdersOf = (world: World, token: Address): Map<Address, bigint> => {
  if (token === zeroAddress) return world.balances
  const holders = world.tokens.get(token)
  if (!holders) throw new Revert('Ragequit_TokenUnreadable', [token])
  return holders
}

/** `token` zero is ETH. */
export const balanceIn = (world: World, account: Address, token: Address): bigint => holdersOf(world, token).get(account) ?? 0n

export const move = (world: World, token: Address, from: Address, to: Address, amount: bigint): void => {
  const holders = holdersOf(world, token)
  const held = holders.get(from) ?? 0n
  if (held < amount)
    throw new Revert(token === zeroAddress ? 'Dao_Underfunded' : 'ERC20InsufficientBalance', [from, held.toString(), amount.toString()])
  holders.set(from, held - amount)
  holders.set(to, (holders.get(to) ?? 0n) + amount)
}

type PushFrom = { readonly from: Address; readonly token: Address; readonly vault: Address; readonly to: Address; readonly amount: bigint }

/** Pays out of a contract of ours: ETH that it holds itself, or tokens of a vault. False where the receiver takes nothing. */
export const pushFrom = (world: World, { from, token, vault, to, amount }: PushFrom): boolean => {
  if (world.refusing.has(to) || (token === zeroAddress && to === from)) return false
  move(world, token, token === zeroAddress ? from : vault, to, amount)
  return true
}

type TakeAllowed = {
  readonly from: Address
  readonly spender: Address
  readonly token: Address
  readonly vault: Address
  readonly amount: bigint
}

/** Takes tokens into a vault that its owner allowed a contract of ours to take. */
export const takeAllowed = (world: World, { from, spender, token, vault, amount }: TakeAllowed): 'taken' | 'refused' | 'noToken' => {
  const holders = world.tokens.get(token)
  if (holders === undefined) return 'noToken'
  const allowed = world.allowances.get(`${token}:${from}:${spender}`) ?? 0n
  if (allowed < amount || (holders.get(from) ?? 0n) < amount) return 'refused'
  world.allowances.set(`${token}:${from}:${spender}`, allowed - amount)
  world.vaults.set(vault, token)
  move(world, token, from, vault, amount)
  return 'taken'
}
