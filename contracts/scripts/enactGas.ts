import { encodeFunctionData } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Clients, type Decision, type FoundedDao, gasOf } from './daoOnAnvil.ts'

/** One transaction: the first `signers` members answer all `decisions` with one sheet each. */
export const enactGas = async (
  clients: Clients,
  dao: FoundedDao,
  signers: readonly PrivateKeyAccount[],
  decisions: readonly Decision[],
) => {
  const choices = decisions.map((decision) => ({ decision: dao.idOf(decision), support: 1, votes: 0n }))
  const sheets = await Promise.all(signers.map((member) => dao.sign(member, choices)))
  const data = encodeFunctionData({ abi: dao.abi, functionName: 'enact', args: dao.packFor(decisions, sheets) })
  return gasOf(clients, { to: dao.dao, data })
}
