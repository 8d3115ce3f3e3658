import { type Address, DaomeshError } from '@daomesh/protocol'
import { concatHex, createPublicClient, createWalletClient, http } from 'viem'
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
import type { DevnetAccount } from './accounts.ts'

export type DeployFactoryParameters = { readonly rpcUrl: string; readonly account: DevnetAccount }
export type DeployFactoryReturnType = { readonly factory: Address; readonly deployed: boolean }

const put = async ({ rpcUrl, account }: DeployFactoryParameters): Promise<DeployFactoryReturnType> => {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ transport, cacheTime: 0, pollingInterval: 50 })
  const factory = factoryAddress()
  const isThere = async (account: Address): Promise<boolean> => ((await reader.getCode({ address: account })) ?? '0x') !== '0x'
  const sender = createWalletClient({ transport, account: privateKeyToAccount(account.privateKey) })
  const parts = [
    { at: recordsAddress(), code: daoRecordsBytecode },
    { at: escrowAddress(), code: bountyEscrowBytecode },
    { at: signaturesAddress(), code: signaturesCode() },
    { at: factory, code: factoryCode() },
    { at: roundsAddress(), code: matchingRoundBytecode },
    { at: pairAddress(), code: pairCode() },
    { at: powerRewardsAddress(), code: powerRewardsCode() },
    { at: bondsAddress(), code: marketBondsBytecode },
    { at: tillAddress(), code: tillBytecode },
  ]
  const there = await Promise.all(parts.map(({ at }) => isThere(at)))
  const absent = parts.filter((_, i) => there[i] !== true)
  for (const { at, code } of absent) {
    const data = concatHex([zeroHash, code])
    const gas = await reader.estimateGas({ account: account.address, to: deployer, data })
    const hash = await sender.sendTransaction({ chain: null, to: deployer, data, gas: (gas * 11n) / 10n })
    const receipt = await reader.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success' || !(await isThere(at)))
      throw new DaomeshError('TRANSACTION_REVERTED', { meta: { factory: at, hash } })
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
