import { budgetSlotOf } from '@daomesh/governance'
import { budgetId } from '@daomesh/protocol'
import { keccak256, parseEther, toHex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type BenchRow, row } from './benchRow.ts'
import { type Clients, foundDao, gasOf, payment } from './daoOnAnvil.ts'
import { enactGas } from './enactGas.ts'
import { deploySafe } from './safeOnAnvil.ts'

type Hex = `0x${string}`

const weeks = 52
/** Three projects a week are 156 payments a year, twelve payments a month are 144. */
const projects = 3
const payments = 12 * 12
const value = parseEther('0.001')

/**
 * A year of money that twelve people divide, on the chain from the first transaction to the last: with us the decision that agrees on weekly budgets, and 52
 * closings of three projects each, every one in slots of its own; with a Safe of the same people twelve payments a month. Both need seven of twelve, and
 * both pay accounts that have been paid before.
 */
export const budgetYear = async (
  clients: Clients,
  members: readonly PrivateKeyAccount[],
  payees: readonly Hex[],
): Promise<readonly BenchRow[]> => {
  const signers = Math.floor(members.length / 2) + 1
  const safe = await deploySafe(clients, members, signers)
  const dao = await foundDao(clients, members)
  for (const to of [safe.address, dao.dao]) await gasOf(clients, { to, value: parseEther('1') })
  const voters = members.slice(0, signers)
  const payee = (at: number): Hex => payees[at % payees.length] ?? '0x'
  let ours = await enactGas(clients, dao, voters, [dao.decide(0n, [])])
  for (let week = 0; week < weeks; week++) {
    const slot = budgetSlotOf(budgetId.parse(keccak256(toHex(`week ${week}`))), 0)
    const calls = Array.from({ length: projects }, (_, i) => payment(payee(week * projects + i), value))
    ours += await enactGas(clients, dao, voters, [dao.decide(BigInt(week + 1), calls, { slot })])
  }
  let peer = 0n
  for (let nonce = 0; nonce < payments; nonce++)
    peer += await gasOf(clients, { to: safe.address, data: await safe.pay(BigInt(nonce), payee(nonce), value) })
  return [
    row('a year of weekly budgets with 3 projects each, 7 of 12 ballots, against 12 Safe payments a month', ours, peer, 1),
    row('the same for each payment, against Safe', ours / BigInt(weeks * projects), peer / BigInt(payments), 1),
  ]
}
