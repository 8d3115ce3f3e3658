import { encodeFunctionData, parseEther, zeroHash } from 'viem'
import { daoFactoryAbi } from '@daomesh/chain'
import { tally } from '@daomesh/governance'
import {
  type Address,
  approvalCall,
  type Decision as ProtocolDecision,
  daomeshDomain,
  type DecisionId,
  hashTypedData,
  type Member,
  packLiveSignature,
  packSheets,
} from '@daomesh/protocol'
import { type Clients, type Decision, foundDao, gasOf, makeMembers, payment, plainRules } from './daoOnAnvil.ts'

const require_ = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(`pure rule and contract differ: ${what}`)
}

/**
 * A DAO of eleven that is the only member of another one: for sets of ballots from a seed, what the protocol package packs is a signature on the chain
 * exactly when the pure rule says that the approval could be enacted, and a payment of the outer DAO goes through by it alone.
 * @throws Error that names the difference
 */
export const checkNested = async (clients: Clients, payee: `0x${string}`): Promise<void> => {
  const members = makeMembers(11)
  const inner = await foundDao(clients, members)
  const outerGenesis = {
    ...inner.genesis,
    name: 'Outer',
    members: [{ account: inner.dao, kind: 1, power: 1n, shares: 1n }],
    rules: plainRules,
    salt: zeroHash,
  }
  const founding = { address: inner.factory, abi: daoFactoryAbi, functionName: 'deploy', args: [outerGenesis] } as const
  const { result: outer } = await clients.reader.simulateContract({ account: clients.funder, ...founding })
  await gasOf(clients, { to: inner.factory, data: encodeFunctionData(founding) })
  await gasOf(clients, { to: outer, value: parseEther('1') })

  const chainId = BigInt(clients.reader.chain.id)
  const question = inner.decide(5n, [payment(payee, 19n)])
  const asked = (await clients.reader.readContract({
    address: outer,
    abi: inner.abi,
    functionName: 'decisionId',
    args: [question],
  })) as DecisionId
  const sheet = { member: inner.dao as Address, revision: 1n, choices: [{ decision: asked, support: 1, votes: 0n }] }
  const hash = hashTypedData(daomeshDomain(chainId, outer as Address), 'BallotSheet', sheet)
  const approval: Decision = inner.decide(0n, [approvalCall(inner.dao as Address, hash)])
  const seats = inner.genesis.members as unknown as readonly Member[]
  let decided = 0
  for (let round = 0; round < 12; round++) {
    const said = members.map((member, i) => ({
      member,
      support: [1, 1, 1, 0, 2, null][(round * 7 + i * i * (round + 1) + (round < 3 ? 0 : i)) % 6],
    }))
    const cast = said.flatMap(({ member, support }) => (support === null || support === undefined ? [] : [{ member, support }]))
    const sheets = await Promise.all(
      cast.map(({ member, support }) => inner.sign(member, [{ decision: inner.idOf(approval), support, votes: 0n }], BigInt(round))),
    )
    const signature = packLiveSignature({
      chainId,
      dao: inner.dao as Address,
      approval: approval as unknown as ProtocolDecision,
      seats: inner.seats,
      sheets,
    })
    const { immediate } = tally({
      rules: plainRules,
      cited: seats,
      current: seats,
      exited: new Set(),
      ballots: new Map(cast.map(({ member, support }) => [member.address as Address, support])),
    })
    const data = encodeFunctionData({ abi: inner.abi, functionName: 'isValidSignature', args: [hash, signature] })
    const answer = await clients.reader.call({ account: outer, to: inner.dao, data }).catch(() => null)
    require_((answer?.data?.startsWith('0x1626ba7e') ?? false) === immediate, `a live signature, round ${round}`)
    if (!immediate) continue
    decided += 1
    if (decided > 1) continue
    const packed = packSheets({ seats: [{ account: inner.dao, kind: 1 }], decisions: [asked], sheets: [{ ...sheet, signature }] })
    await gasOf(clients, {
      to: outer,
      data: encodeFunctionData({ abi: inner.abi, functionName: 'enact', args: [[question], packed.others, packed.sheets] }),
    })
    require_((await clients.reader.getBalance({ address: outer })) === parseEther('1') - 19n, 'the outer DAO pays by it')
  }
  require_(decided > 1 && decided < 12, 'both outcomes occur')
}
