import { type Address, quoteIdOf, zeroAddress } from '@daomesh/protocol'
import type { ChainCall } from '../client/ports.ts'
import { Revert } from '../errors/revert.ts'
import { decodeBuy } from '../till/decodeBuy.ts'
import { balanceIn, move } from './money.ts'
import type { World } from './world.ts'

export type TillEnvironment = { readonly from: Address; readonly timestamp: number; readonly till: Address }

/** A call of the till (contracts R26). Its ETH is there already, and goes on at once. */
export const callTill = (world: World, call: ChainCall, { from, timestamp, till }: TillEnvironment): void => {
  const action = decodeBuy(call)
  if (action === null) throw new Revert('silent')
  const { quote, reader } = action
  const { seller, token, price, copies, until, work } = quote
  if (price === 0n) throw new Revert('Till_Free')
  if (reader === zeroAddress) throw new Revert('Till_NoReader')
  if (timestamp > until) throw new Revert('Till_Over', [until.toString()])
  const id = quoteIdOf(quote)
  const copy = (world.sales.sold.get(id) ?? 0) + 1
  if (copies !== 0 && copy > copies) throw new Revert('Till_SoldOut', [copies.toString()])
  const inbox = world.daos.get(seller)?.inbox
  if (inbox === undefined) throw new Revert('Till_NoInbox', [seller])
  const due = token === zeroAddress ? price : 0n
  if (call.value !== due) throw new Revert('Till_WrongValue', [call.value.toString(), due.toString()])
  if (token === zeroAddress) move(world, token, till, inbox, price)
  else {
    const name = `${token}:${from}:${till}`
    const allowed = world.allowances.get(name) ?? 0n
    if (!world.tokens.has(token) || allowed < price || balanceIn(world, from, token) < price) throw new Revert('Till_NotPaid', [token])
    world.allowances.set(name, allowed - price)
    move(world, token, from, inbox, price)
  }
  world.sales.sold.set(id, copy)
  world.sales.told.push({ kind: 'bought', quote: id, seller, reader, payer: from, token, price, work, copy })
}
