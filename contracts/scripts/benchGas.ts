import { encodeFunctionData, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import {
  type Clients,
  type Decision,
  foundDao,
  type FoundedDao,
  gasOf,
  makeClients,
  makeMembers,
  makePayees,
  payment,
} from './daoOnAnvil.ts'
import { isMain } from './runForge.ts'
import { deploySafe } from './safeOnAnvil.ts'
import { startAnvil } from './startAnvil.ts'

export type BenchRow = {
  readonly name: string
  readonly unit: 'gas'
  readonly ours: number
  readonly peer: number
  /** ours / peer, three decimals. */
  readonly ratio: number
  /** The ratio that must not be exceeded. */
  readonly target: number
  readonly holds: boolean
}

const seatCount = 12
const value = parseEther('0.01')

const row = (name: string, ours: bigint, peer: bigint, target: number): BenchRow => {
  const ratio = Math.round((Number(ours) / Number(peer)) * 1000) / 1000
  return { name, unit: 'gas', ours: Number(ours), peer: Number(peer), ratio, target, holds: Number(ours) <= target * Number(peer) }
}

/** One transaction: the first `signers` members answer all `decisions` with one sheet each. */
const enactGas = async (clients: Clients, dao: FoundedDao, signers: readonly PrivateKeyAccount[], decisions: readonly Decision[]) => {
  const choices = decisions.map((decision) => ({ decision: dao.idOf(decision), support: 1, votes: 0n }))
  const sheets = await Promise.all(signers.map((member) => dao.sign(member, choices)))
  const data = encodeFunctionData({ abi: dao.abi, functionName: 'enact', args: dao.packFor(decisions, sheets) })
  return gasOf(clients, { to: dao.dao, data })
}

/** Gas of the second payment of each, so that no first-time storage is in the figures. */
const comparePayment = async (clients: Clients, members: readonly PrivateKeyAccount[], signers: number, payee: `0x${string}`) => {
  const safe = await deploySafe(clients, members, signers)
  const dao = await foundDao(clients, members)
  for (const to of [safe.address, dao.dao]) await gasOf(clients, { to, value: parseEther('1') })
  const ours: bigint[] = []
  const peer: bigint[] = []
  for (const nonce of [0n, 1n]) {
    peer.push(await gasOf(clients, { to: safe.address, data: await safe.pay(nonce, payee, value) }))
    ours.push(await enactGas(clients, dao, members.slice(0, signers), [dao.decide(nonce, [payment(payee, value)])]))
  }
  return { ours: ours[1] ?? 0n, peer: peer[1] ?? 0n, dao }
}

/**
 * Our enact against Safe 1.5.0 in one run: real transactions with real signatures on a chain of its own, total gas of the transaction.
 * @example
 * const { rows } = await benchGas()
 */
export const benchGas = async (): Promise<{ readonly rows: readonly BenchRow[] }> => {
  const anvil = await startAnvil()
  try {
    const clients = makeClients(anvil.url)
    const members = makeMembers(seatCount)
    const payees = await makePayees(clients, 11)
    const payee = payees[10] ?? '0x'
    const seven = await comparePayment(clients, members, 7, payee)
    const twelve = await comparePayment(clients, members, 12, payee)
    const ten = payees.slice(0, 10).map((to, i) => seven.dao.decide(BigInt(i + 2), [payment(to, value)]))
    const batch = await enactGas(clients, seven.dao, members.slice(0, 7), ten)
    return {
      rows: [
        row('one payment, 7 of 12 ballots', seven.ours, seven.peer, 0.85),
        row('one payment, 12 of 12 ballots', twelve.ours, twelve.peer, 0.8),
        row('ten payments in one transaction, per decision, 7 of 12 ballots', batch / 10n, seven.peer, 0.3),
      ],
    }
  } finally {
    await anvil.stop()
  }
}

if (isMain(import.meta.url)) {
  const result = await benchGas()
  process.stdout.write(`${JSON.stringify(result, undefined, 2)}\n`)
  if (!result.rows.every(({ holds }) => holds)) process.exitCode = 1
}
