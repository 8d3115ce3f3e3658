import { type Address, DaomeshError, type Hex } from '@daomesh/protocol'
import { concatHex, createPublicClient, createWalletClient, http, type PublicClient } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { bountyEscrowBytecode, daoRecordsBytecode, marketBondsBytecode, matchingRoundBytecode, tillBytecode } from '../abis.ts'
import {
  bondsAddress,
  deployer,
  escrowAddress,
  factoryAddress,
  factoryCode,
  pairAddress,
  pairCode,
  powerRewardsAddress,
  powerRewardsCode,
  recordsAddress,
  roundsAddress,
  signaturesAddress,
  signaturesCode,
  tillAddress,
} from '../calls/factoryAddress.ts'
import { zeroHash } from '../constants.ts'
import { toChainError } from '../errors/toChainError.ts'

export type DeployFactoryParameters = {
  readonly rpcUrl: string
  /** Pays, and is remembered nowhere. */
  readonly account: { readonly address: Address; readonly privateKey: Hex }
  /** Milliseconds between two looks whether a transaction was mined. */
  readonly poll?: number
}
export type DeployFactoryReturnType = { readonly factory: Address; readonly deployed: boolean }

type Part = { readonly name: string; readonly at: Address; readonly code: Hex }

const partsOf = (): readonly Part[] => [
  { name: 'DaoRecords', at: recordsAddress(), code: daoRecordsBytecode },
  { name: 'BountyEscrow', at: escrowAddress(), code: bountyEscrowBytecode },
  { name: 'DaoSignatures', at: signaturesAddress(), code: signaturesCode() },
  { name: 'DaoFactory', at: factoryAddress(), code: factoryCode() },
  { name: 'MatchingRound', at: roundsAddress(), code: matchingRoundBytecode },
  { name: 'Pair', at: pairAddress(), code: pairCode() },
  { name: 'PowerRewards', at: powerRewardsAddress(), code: powerRewardsCode() },
  { name: 'MarketBonds', at: bondsAddress(), code: marketBondsBytecode },
  { name: 'Till', at: tillAddress(), code: tillBytecode },
]

const isThere = async (reader: PublicClient, account: Address): Promise<boolean> =>
  ((await reader.getCode({ address: account })) ?? '0x') !== '0x'

const absentParts = async (reader: PublicClient): Promise<readonly Part[]> => {
  const parts = partsOf()
  const there = await Promise.all(parts.map(({ at }) => isThere(reader, at)))
  return parts.filter((_, i) => there[i] !== true)
}

const dataOf = ({ code }: Part): Hex => concatHex([zeroHash, code])

export type AbsentPart = { readonly name: string; readonly at: Address; readonly gas: bigint }

/**
 * What of the factory and all that it commits to is not on a chain yet, and the gas that putting it there takes. Where each lies depends on its code alone.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `TRANSACTION_REVERTED` on a chain without the CREATE2 deployer.
 */
export const planFactory = async ({ rpcUrl, account }: Omit<DeployFactoryParameters, 'poll'>): Promise<readonly AbsentPart[]> => {
  const reader = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 })
  try {
    const absent = await absentParts(reader)
    if (absent.length > 0 && !(await isThere(reader, deployer)))
      throw new DaomeshError('TRANSACTION_REVERTED', { meta: { reason: 'this chain has no CREATE2 deployer', deployer } })
    const gas = await Promise.all(absent.map((part) => reader.estimateGas({ account: account.address, to: deployer, data: dataOf(part) })))
    return absent.map(({ name, at }, i) => ({ name, at, gas: gas[i] ?? 0n }))
  } catch (error) {
    throw toChainError(error)
  }
}

const put = async ({ rpcUrl, account, poll = 50 }: DeployFactoryParameters): Promise<DeployFactoryReturnType> => {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ transport, cacheTime: 0, pollingInterval: poll })
  const factory = factoryAddress()
  const sender = createWalletClient({ transport, account: privateKeyToAccount(account.privateKey) })
  const absent = await absentParts(reader)
  for (const part of absent) {
    const data = dataOf(part)
    const gas = await reader.estimateGas({ account: account.address, to: deployer, data })
    const hash = await sender.sendTransaction({ chain: null, to: deployer, data, gas: (gas * 11n) / 10n })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success' || !(await isThere(reader, part.at)))
      throw new DaomeshError('TRANSACTION_REVERTED', { meta: { part: part.name, at: part.at, hash } })
  }
  return { factory, deployed: absent.length > 0 }
}

/**
 * Puts the factory and all that it commits to on a chain, the escrow of bounties, the contract of rounds, the pair, the rewards of power, the market bonds and the till included, once: a second call finds it there (`deployed` false).
 * @throws DaomeshError `TRANSACTION_REVERTED` when the chain refuses it.
 */
export const deployFactory = async (parameters: DeployFactoryParameters): Promise<DeployFactoryReturnType> => {
  try {
    return await put(parameters)
  } catch (error) {
    throw toChainError(error)
  }
}
