import { parseEther } from 'viem'
import { daoRecordsAbi, encodeChallenge, encodeExecuteRecorded, encodeRecord } from '@daomesh/chain'
import type { Address, Decision as ProtocolDecision, Member } from '@daomesh/protocol'
import { type Choice, type Clients, foundDao, gasOf, makeMembers, payment, plainRules } from './daoOnAnvil.ts'

const require_ = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(`chain package and contract differ: ${what}`)
}

/**
 * A quadratic decision through records, with calls that the chain package encodes: votes in packed sheets, a challenge, the execution.
 * @throws Error that names the difference
 */
export const checkRecords = async (clients: Clients, payee: `0x${string}`): Promise<void> => {
  const members = makeMembers(12)
  const dao = await foundDao(clients, members, { ...plainRules, mode: 2, credits: 100 })
  await gasOf(clients, { to: dao.dao, value: parseEther('1') })
  const { timestamp } = await clients.reader.getBlock()
  const decision = dao.decide(0n, [payment(payee, 17n)], { closesAt: Number(timestamp) - 1 })
  const shared = {
    chainId: BigInt(clients.reader.chain.id),
    records: dao.records as Address,
    dao: dao.dao as Address,
    // The same values without the brands of the protocol's ids, which only its parsers give; this script made them itself.
    cited: dao.genesis.members as unknown as readonly Member[],
    decision: decision as unknown as ProtocolDecision,
  }
  const answer = (support: number, votes: bigint): Choice => ({ decision: dao.idOf(decision), support, votes })
  const other: Choice = { decision: `0x${'77'.repeat(32)}`, support: 0, votes: 3n }
  const first = await Promise.all(members.slice(0, 6).map((one, i) => dao.sign(one, i === 0 ? [other, answer(1, 9n)] : [answer(2, 0n)])))
  await gasOf(clients, encodeRecord({ ...shared, sheets: first }))
  const missing = await Promise.all(members.slice(6).map((one) => dao.sign(one, [answer(0, 1n)], 1n)))
  await gasOf(clients, encodeChallenge({ ...shared, sheets: missing.toReversed() }))
  const record = await clients.reader.readContract({
    address: dao.records,
    abi: daoRecordsAbi,
    functionName: 'recordOf',
    args: [dao.idOf(decision)],
  })
  require_(record.support === 1n && record.against === 0xfc0n && record.abstain === 0x3en && record.passes, 'choices in a record')
  await clients.tester.setNextBlockTimestamp({ timestamp: BigInt(record.executableFrom) })
  const before = await clients.reader.getBalance({ address: payee })
  await gasOf(clients, encodeExecuteRecorded(shared))
  require_((await clients.reader.getBalance({ address: payee })) - before === 17n, 'the recorded decision executed')
}
