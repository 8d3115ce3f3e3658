import { changeRosterCall } from '@daomesh/chain'
import { address } from '@daomesh/protocol'
import { encodeFunctionData, erc20Abi, keccak256, parseEther, zeroAddress } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { type BenchRow, row } from './benchRow.ts'
import { type Call, type Clients, foundDao, funderKey, gasOf, payment } from './daoOnAnvil.ts'
import { enactGas } from './enactGas.ts'
import { summonBaal } from './peers/baalOnAnvil.ts'
import { deployGovernor } from './peers/governorOnAnvil.ts'
import type { Step } from './peers/peer.ts'
import { recordGas } from './recordGas.ts'
import { deployToken } from './tokenOnAnvil.ts'

type Hex = `0x${string}`

/** Its code is pinned, as every call of a decision with data pins it. */
const pin = async (clients: Clients, step: Step): Promise<Call> => ({
  target: step.to,
  value: step.value,
  data: step.data,
  codeHash: keccak256((await clients.reader.getCode({ address: step.to })) ?? '0x'),
})

/**
 * The same jobs by twelve people with us, with OpenZeppelin's Governor and with Baal: total gas of all transactions. Each is done twice and the second
 * time counts, so that no first-time storage is in the figures.
 */
export const comparePeers = async (clients: Clients, members: readonly PrivateKeyAccount[], payee: Hex): Promise<readonly BenchRow[]> => {
  const all = members.length
  const most = Math.floor(all / 2) + 1
  const dao = await foundDao(clients, members)
  const governor = await deployGovernor(clients, members)
  const baal = await summonBaal(clients, members)
  const coin = await deployToken(clients.url, funderKey)
  for (const holder of [dao.dao, governor.treasury, baal.treasury]) {
    await gasOf(clients, { to: holder, value: parseEther('1') })
    await coin.give(holder, 10n ** 12n)
  }
  await coin.give(payee, 1n)
  const ether: Step = { to: payee, value: parseEther('0.01'), data: '0x' }
  const token: Step = {
    to: coin.token,
    value: 0n,
    data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [payee, 1_000n] }),
  }
  let counter = 0n
  const ours = async (call: Call, voters: number): Promise<bigint> => {
    let gas = 0n
    for (let i = 0; i < 2; i++) gas = await enactGas(clients, dao, members.slice(0, voters), [dao.decide(counter++, [call])])
    return gas
  }
  const peers = async (step: Step) => {
    const twice = async (decide: typeof baal.decide) => {
      await decide([step], all)
      return (await decide([step], all)).gas
    }
    return { governor: await twice(governor.decide), baal: await twice(baal.decide) }
  }
  const rows: BenchRow[] = []
  // With us seven ballots decide and the rest need not be sent; the peers count what is sent, and everybody sends. The last job sends all of ours too, and
  // is held against the same targets.
  for (const [words, step, sent] of [
    ['a payment in ETH, 12 voters, decided by 7 ballots', ether, most],
    ['a payment in a token, 12 voters, decided by 7 ballots', token, most],
    ['a payment in ETH, all 12 ballots sent', ether, all],
  ] as const) {
    const gas = await ours(step.data === '0x' ? payment(step.to, step.value) : await pin(clients, step), sent)
    const theirs = await peers(step)
    rows.push(row(`${words}, against Governor`, gas, theirs.governor, 1 / 9), row(`${words}, against Baal`, gas, theirs.baal, 1 / 17))
  }
  // Six of twelve pass and are not decisive. The peers let the same six vote.
  const half = Math.floor(all / 2)
  let recorded = 0n
  for (let i = 0; i < 2; i++) recorded = await recordGas(clients, dao, members.slice(0, half), counter++, [payment(ether.to, ether.value)])
  const quorate = (await baal.decide([ether], half)).gas
  rows.push(row('a payment in ETH on the recorded path, 6 voters, against Baal', recorded, quorate, 1))
  const newcomer = privateKeyToAccount(keccak256('0x01')).address
  const seat = changeRosterCall(address.parse(dao.dao.toLowerCase()), [
    { account: address.parse(newcomer.toLowerCase()), kind: 0, power: 1n, mint: 100n },
  ])
  const adding = await enactGas(clients, dao, members, [dao.decide(counter++, [seat])])
  rows.push(row('adding a member, 12 voters, against Baal', adding, (await baal.addMember(newcomer)).gas, 1))
  // The last of the roster leaves: everybody else stays where they are.
  const leaver = members.at(-1)
  if (leaver === undefined) throw new RangeError('a DAO has members')
  const data = encodeFunctionData({ abi: dao.abi, functionName: 'ragequit', args: [100n, [coin.token], zeroAddress] })
  await coin.give(leaver.address, 1n)
  const hash = await clients.sender.sendTransaction({ account: leaver, to: dao.dao, data })
  const left = await clients.reader.waitForTransactionReceipt({ hash })
  if (left.status !== 'success') throw new Error('nobody left')
  rows.push(row('ragequit with one token, against Baal', left.gasUsed, (await baal.ragequit(leaver, [coin.token])).gas, 0.7))
  rows.push(row('deployment, against Baal', dao.founding.gasUsed, baal.summon, 0.12))
  return rows
}
