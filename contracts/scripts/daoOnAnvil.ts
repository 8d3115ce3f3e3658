import {
  createPublicClient,
  createTestClient,
  createWalletClient,
  encodeDeployData,
  hashTypedData,
  http,
  keccak256,
  pad,
  toHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { privateKeyToAccount, type PrivateKeyAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import {
  daoAbi,
  daoFactoryAbi,
  daoFactoryBytecode,
  daoRecordsAbi,
  daoRecordsBytecode,
  daoSignaturesAbi,
  daoSignaturesBytecode,
} from '@daomesh/chain'
import { packSheets, type SignedSheet, typedData } from '@daomesh/protocol'

type Hex = `0x${string}`
export type Call = { target: Hex; value: bigint; data: Hex; codeHash: Hex }
export type Decision = {
  rosterEpoch: number
  rulesEpoch: number
  slot: bigint
  closesAt: number
  expiresAt: number
  executor: Hex
  afterDecision: Hex
  calls: readonly Call[]
  contentHash: Hex
}
export type Choice = { decision: Hex; support: number; votes: bigint }

/** The first development key of anvil; only ever used on chains that this process started. */
export const funderKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'
const funder = privateKeyToAccount(funderKey)

const memberTypes = { Choice: typedData.Choice, BallotSheet: typedData.BallotSheet }
const decisionTypes = { Call: typedData.Call, Decision: typedData.Decision }

export const makeClients = (url: string) => {
  const options = { chain: foundry, transport: http(url), pollingInterval: 20 } as const
  return {
    url,
    funder,
    reader: createPublicClient(options),
    sender: createWalletClient({ ...options, account: funder }),
    tester: createTestClient({ ...options, mode: 'anvil' }),
  }
}
export type Clients = ReturnType<typeof makeClients>

/** Sends and waits; a failed transaction is an error, never a figure. */
export const gasOf = async (clients: Clients, transaction: { to?: Hex; data?: Hex; value?: bigint }): Promise<bigint> => {
  const hash = await clients.sender.sendTransaction(transaction)
  const receipt = await clients.reader.waitForTransactionReceipt({ hash })
  if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`)
  return receipt.gasUsed
}

export const deployBytecode = async (clients: Clients, data: Hex): Promise<Hex> => {
  const hash = await clients.sender.sendTransaction({ data })
  const { contractAddress } = await clients.reader.waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('nothing was deployed')
  return contractAddress
}

/** Keys of members in roster order, which is ascending by address. */
export const makeMembers = (count: number): readonly PrivateKeyAccount[] =>
  Array.from({ length: count }, (_, i) => privateKeyToAccount(keccak256(toHex(`member ${i}`)))).toSorted((a, b) =>
    a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1,
  )

export const plainRules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 86_400,
  gracePeriod: 0,
  challengeWindow: 3600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
} as const

/** Founds a DAO of these keys through a new factory, and returns what the rest needs to decide and to sign. */
export const foundDao = async (
  clients: Clients,
  members: readonly PrivateKeyAccount[],
  rules: Readonly<Record<keyof typeof plainRules, number>> = plainRules,
  escrow: Hex = zeroAddress,
) => {
  const records = await deployBytecode(clients, daoRecordsBytecode)
  const signatures = await deployBytecode(
    clients,
    encodeDeployData({ abi: daoSignaturesAbi, bytecode: daoSignaturesBytecode, args: [records, escrow] }),
  )
  const code = encodeDeployData({ abi: daoFactoryAbi, bytecode: daoFactoryBytecode, args: [records, signatures] })
  const factory = await deployBytecode(clients, code)
  const genesis = {
    chainId: BigInt(foundry.id),
    chainGenesis: zeroHash,
    name: 'Twelve',
    members: members.map(({ address }) => ({ account: address, kind: 0, power: 1n, shares: 100n })),
    rules,
    salt: zeroHash,
  }
  const { result: dao, request } = await clients.reader.simulateContract({
    account: clients.funder,
    address: factory,
    abi: daoFactoryAbi,
    functionName: 'deploy',
    args: [genesis],
  })
  const foundingHash = await clients.sender.writeContract(request)
  const founding = await clients.reader.waitForTransactionReceipt({ hash: foundingHash })
  const domain = { name: 'DAOmesh', version: '1', chainId: foundry.id, verifyingContract: dao } as const
  const proposer = members[0]?.address ?? zeroAddress

  const decide = (counter: bigint, calls: readonly Call[], rest: Partial<Decision> = {}): Decision => ({
    rosterEpoch: 0,
    rulesEpoch: 0,
    slot: (BigInt(proposer) << 96n) | counter,
    closesAt: 2_000_000_000,
    expiresAt: 2_100_000_000,
    executor: zeroAddress,
    afterDecision: zeroHash,
    calls,
    contentHash: keccak256(toHex(counter, { size: 32 })),
    ...rest,
  })
  const idOf = (decision: Decision): Hex => hashTypedData({ domain, types: decisionTypes, primaryType: 'Decision', message: decision })
  const sign = async (member: PrivateKeyAccount, choices: readonly Choice[], revision = 0n): Promise<SignedSheet> => ({
    member: member.address,
    revision,
    choices,
    signature: await member.signTypedData({
      domain,
      types: memberTypes,
      primaryType: 'BallotSheet',
      message: { member: member.address, revision, choices },
    }),
  })
  const seats = members.map(({ address }) => ({ account: address, kind: 0 }))
  const packFor = (decisions: readonly Decision[], sheets: readonly SignedSheet[], witnesses: readonly Hex[] = []) => {
    const packed = packSheets({ seats, decisions: decisions.map(idOf), sheets, witnesses })
    return [decisions, packed.others, packed.sheets] as const
  }
  return { factory, records, recordsAbi: daoRecordsAbi, dao, genesis, founding, seats, decide, idOf, sign, packFor, abi: daoAbi }
}
export type FoundedDao = Awaited<ReturnType<typeof foundDao>>

export const payment = (target: Hex, value: bigint): Call => ({ target, value, data: '0x', codeHash: zeroHash })

/** Accounts that exist before they are paid, so that nobody pays for making one. */
export const makePayees = async (clients: Clients, count: number): Promise<readonly Hex[]> => {
  const payees = Array.from({ length: count }, (_, i) => pad(toHex(0xbeef_0000 + i), { size: 20 }))
  for (const address of payees) await clients.tester.setBalance({ address, value: 1n })
  return payees
}
