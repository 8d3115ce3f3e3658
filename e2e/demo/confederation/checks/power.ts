import { escrowAddress, powerRewardsAddress } from '@daomesh/chain'
import type { Address } from '@daomesh/protocol'
import { createPublicClient, http, parseAbi } from 'viem'
import { until } from '../../../scene/until.ts'
import { eth } from '../../props/say.ts'
import { landing } from '../cast.ts'
import type { Check, Scene } from './scene.ts'

/** As the contracts' interfaces say, read past our own code. */
const abi = parseAbi([
  'struct Member { address account; uint8 kind; uint64 power; uint128 shares; }',
  'function presentRoster() view returns (Member[] members, uint256 totalPower, uint256 totalShares)',
  'function incomeInbox() view returns (address)',
  'event Redeemed(address indexed dao, bytes32 indexed bounty, address indexed hunter, uint64 held)',
])

type Web = { readonly tie: string; readonly work: string }

/** What the map of the mesh says of the two, at a node that had no part in it. */
const webAt = async ({ story: { earned, river } }: Scene): Promise<Web> => {
  const [issuer, hunter] = [earned.issuer.dao, earned.hunter.dao]
  const [jon] = river.people
  if (jon === undefined) throw new RangeError('a person in the league')
  return until(`the tie on the map of ${jon.name}`, async () => {
    const { ties } = await jon.api.mesh.power()
    const tie = ties.find((one) => one.dao === issuer && one.member === hunter)
    const map = await jon.api.mesh.map({ token: null, state: null, tag: null, minLevel: null, since: null })
    const work = map.ties.find((one) => one.payer === issuer && one.payee === hunter)
    if (tie === undefined || work === undefined) return null
    return { tie: `${tie.power} of ${tie.total}${tie.mutual ? ', mutual' : ''}`, work: work.amount }
  })
}

/** Power in the roster of the DAO that paid, by the chain: promised before, given after the payment, never without; and the tie is on the map. */
export const checkPower = async (scene: Scene): Promise<readonly Check[]> => {
  const { stage, story, ledger } = scene
  const { issuer, hunter, bounty, early, funded, accepted } = story.earned
  const chain = createPublicClient({ transport: http(stage.devnet.rpcUrl) })
  const seatAt = async (blockNumber?: bigint): Promise<string> => {
    const [members] = await chain.readContract({
      address: issuer.dao,
      abi,
      functionName: 'presentRoster',
      ...(blockNumber === undefined ? {} : { blockNumber }),
    })
    const seat = members.find(({ account }) => account.toLowerCase() === hunter.dao)
    return seat === undefined ? 'none' : `${seat.power} power, ${seat.shares} shares`
  }
  const given = await chain.getContractEvents({
    address: powerRewardsAddress(),
    abi,
    eventName: 'Redeemed',
    args: { dao: issuer.dao, bounty, hunter: hunter.dao },
    fromBlock: 0n,
  })
  const [first] = given
  const paid = await chain.getTransactionReceipt({ hash: accepted.hash as `0x${string}` })
  const before = await seatAt(paid.blockNumber)
  const inbox = await chain.readContract({ address: hunter.dao, abi, functionName: 'incomeInbox' })
  const income = await ledger.balanceAt(inbox.toLowerCase() as Address)
  const sender = stage.members.find(
    ({ account }) => account === ledger.transactions.find(({ hash }) => hash === first?.transactionHash)?.from,
  )
  const { tie, work } = await webAt(scene)
  return [
    {
      name: 'powerForWorkDone',
      holds:
        early === 'REWARD_EARLY' &&
        before === 'none' &&
        (await seatAt()) === `${landing.power} power, 0 shares` &&
        given.length === 1 &&
        first !== undefined &&
        first.blockNumber > paid.blockNumber &&
        sender !== undefined &&
        income === landing.amount &&
        (await ledger.balanceAt(escrowAddress())) === 0n &&
        funded.gas > 0n,
      detail: `${eth(income)} in the inbox of ${hunter.name} first, then ${await seatAt()} in ${issuer.name}, sent by ${sender?.name ?? 'nobody'}’s node; before that ${early}`,
    },
    {
      name: 'tieOnTheMap',
      holds: tie === `${landing.power} of ${BigInt(issuer.people.length) + landing.power}` && work === landing.amount.toString(),
      detail: `${hunter.name} has ${tie} in ${issuer.name}, on the map of a node that had no part in it, beside ${eth(BigInt(work))} of work`,
    },
  ]
}
