import { encodeFunctionData, parseEther, zeroAddress } from 'viem'
import { daoFactoryAbi } from '@daomesh/chain'
import {
  type Address,
  type Decision as ProtocolDecision,
  decisionIdOf,
  encodeAfterWitness,
  type Genesis,
  genesisHashOf,
} from '@daomesh/protocol'
import { type Decision, foundDao, gasOf, makeClients, makeMembers, makePayees, payment } from './daoOnAnvil.ts'
import { checkNested } from './checkNested.ts'
import { checkRecords } from './checkRecords.ts'
import { isMain } from './runForge.ts'
import { startAnvil } from './startAnvil.ts'

const require_ = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(`protocol and contract differ: ${what}`)
}

/**
 * What the protocol package packs and hashes, against the contract on a chain: ids, genesis hash, sheets in several groups and orders, and a
 * decision that comes after one of an earlier transaction.
 * @throws Error that names the difference
 */
export const checkPacking = async (): Promise<readonly string[]> => {
  const anvil = await startAnvil()
  try {
    const clients = makeClients(anvil.url)
    const members = makeMembers(12)
    const [payee = zeroAddress] = await makePayees(clients, 1)
    const dao = await foundDao(clients, members)
    await gasOf(clients, { to: dao.dao, value: parseEther('10') })
    const contract = { address: dao.dao, abi: dao.abi } as const

    const plain = dao.decide(0n, [payment(payee, 5n), payment(payee, 7n)])
    const onChain = await clients.reader.readContract({ ...contract, functionName: 'decisionId', args: [plain] })
    require_(onChain === decisionIdOf(31337n, dao.dao as Address, plain as ProtocolDecision), 'decision id')
    const hash = await clients.reader.readContract({
      address: dao.factory,
      abi: daoFactoryAbi,
      functionName: 'hashGenesis',
      args: [dao.genesis],
    })
    require_(hash === genesisHashOf(dao.genesis as unknown as Genesis), 'genesis hash')

    // Sheets that differ: other orders, other revisions, one Against, and a decision that is not enacted now.
    const second = dao.decide(1n, [payment(payee, 11n)])
    const later = dao.decide(2n, [payment(payee, 13n)], { afterDecision: dao.idOf(plain) })
    const answer = (decision: Decision, support: number) => ({ decision: dao.idOf(decision), support, votes: 0n })
    const sheets = await Promise.all(
      members.map((member, i) => {
        const inOrder = [answer(plain, i === 11 ? 0 : 1), answer(second, 1), answer(later, 1)]
        return dao.sign(member, i % 3 === 0 ? inOrder.toReversed() : i === 1 ? inOrder.slice(0, 1) : inOrder, BigInt(i % 2))
      }),
    )
    await gasOf(clients, {
      to: dao.dao,
      data: encodeFunctionData({ abi: dao.abi, functionName: 'enact', args: dao.packFor([second, plain], sheets.toReversed()) }),
    })
    require_((await clients.reader.getBalance({ address: payee })) === 1n + 5n + 7n + 11n, 'both decisions enacted')

    const witnesses = [encodeAfterWitness(plain as ProtocolDecision)]
    await gasOf(clients, {
      to: dao.dao,
      data: encodeFunctionData({ abi: dao.abi, functionName: 'enact', args: dao.packFor([later], sheets, witnesses) }),
    })
    require_((await clients.reader.getBalance({ address: payee })) === 1n + 5n + 7n + 11n + 13n, 'the later decision by its witness')
    await checkRecords(clients, payee)
    await checkNested(clients, payee)
    return [
      'decision id',
      'genesis hash',
      'sheets in several groups',
      'a later decision by its witness',
      'a quadratic record, challenged and executed',
      'live signatures of a DAO, by the pure rule',
    ]
  } finally {
    await anvil.stop()
  }
}

if (isMain(import.meta.url)) for (const what of await checkPacking()) process.stdout.write(`agrees: ${what}\n`)
