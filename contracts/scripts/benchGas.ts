import { parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Clients, foundDao, gasOf, makeClients, makeMembers, makePayees, payment } from './daoOnAnvil.ts'
import { budgetYear } from './budgetYear.ts'
import { comparePeers } from './comparePeers.ts'
import { type BenchRow, row } from './benchRow.ts'
import { enactGas } from './enactGas.ts'
import { isMain } from './runForge.ts'
import { deploySafe } from './safeOnAnvil.ts'
import { startAnvil } from './startAnvil.ts'

const seatCount = 12
const value = parseEther('0.01')

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
 * Our contracts against Safe 1.5.0, OpenZeppelin's Governor and Baal in one run: real transactions with real signatures on a chain of its own, total gas of the transaction.
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
        ...(await comparePeers(clients, members, payee)),
        ...(await budgetYear(clients, members, payees.slice(0, 10))),
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
