import { encodeFunctionData } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Call, type Clients, type FoundedDao, gasOf, plainRules } from './daoOnAnvil.ts'

/**
 * The recorded path, for what passes but is not decisive: a vote that is over is recorded with the ballots of its voters, and executed when nobody
 * brought others within the window. Gas of both transactions.
 */
export const recordGas = async (
  clients: Clients,
  dao: FoundedDao,
  voters: readonly PrivateKeyAccount[],
  counter: bigint,
  calls: readonly Call[],
): Promise<bigint> => {
  const { timestamp } = await clients.reader.getBlock()
  const decision = dao.decide(counter, calls, { closesAt: Number(timestamp) - 1 })
  const choice = { decision: dao.idOf(decision), support: 1, votes: 0n }
  const sheets = await Promise.all(voters.map((member) => dao.sign(member, [choice])))
  const [, others, packed] = dao.packFor([decision], sheets)
  const encode = (functionName: 'record' | 'execute', args: readonly unknown[]) =>
    encodeFunctionData({ abi: dao.recordsAbi, functionName, args: args as never })
  const recording = await gasOf(clients, { to: dao.records, data: encode('record', [dao.dao, decision, others, packed]) })
  await clients.tester.increaseTime({ seconds: plainRules.challengeWindow + 1 })
  return recording + (await gasOf(clients, { to: dao.records, data: encode('execute', [dao.dao, decision, '0x']) }))
}
