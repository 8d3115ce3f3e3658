import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { concat, encodeDeployData, encodeFunctionData, hashTypedData, type Hex, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { type Clients, deployBytecode } from './daoOnAnvil.ts'
import { binFolder } from './runForge.ts'

const artifacts = join(binFolder, '..', '@safe-global', 'safe-smart-account', 'build', 'artifacts', 'contracts')

type Artifact = { readonly abi: readonly unknown[]; readonly bytecode: Hex }
const readArtifact = async (path: string): Promise<Artifact> => JSON.parse(await readFile(join(artifacts, path), 'utf8')) as Artifact

const safeTx = [
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'data', type: 'bytes' },
  { name: 'operation', type: 'uint8' },
  { name: 'safeTxGas', type: 'uint256' },
  { name: 'baseGas', type: 'uint256' },
  { name: 'gasPrice', type: 'uint256' },
  { name: 'gasToken', type: 'address' },
  { name: 'refundReceiver', type: 'address' },
  { name: 'nonce', type: 'uint256' },
] as const

/**
 * A Safe 1.5.0 from its own published artifacts, behind its own proxy, with these owners (ascending by address).
 * @returns a function that gives the calldata of a payment signed by the first `signers` owners
 */
export const deploySafe = async (clients: Clients, owners: readonly PrivateKeyAccount[], threshold: number) => {
  const safe = await readArtifact('Safe.sol/Safe.json')
  const proxy = await readArtifact('proxies/SafeProxy.sol/SafeProxy.json')
  const singleton = await deployBytecode(clients, safe.bytecode)
  const address = await deployBytecode(clients, encodeDeployData({ abi: proxy.abi, bytecode: proxy.bytecode, args: [singleton] }))
  const addresses = owners.map((owner) => owner.address)
  const setup = encodeFunctionData({
    abi: safe.abi,
    functionName: 'setup',
    args: [addresses, BigInt(threshold), zeroAddress, '0x', zeroAddress, zeroAddress, 0n, zeroAddress],
  })
  const hash = await clients.sender.sendTransaction({ to: address, data: setup })
  await clients.reader.waitForTransactionReceipt({ hash })

  const pay = async (nonce: bigint, to: Hex, value: bigint): Promise<Hex> => {
    const message = {
      to,
      value,
      data: '0x',
      operation: 0,
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: zeroAddress,
      refundReceiver: zeroAddress,
      nonce,
    } as const
    const digest = hashTypedData({
      domain: { chainId: foundry.id, verifyingContract: address },
      types: { SafeTx: safeTx },
      primaryType: 'SafeTx',
      message,
    })
    const signatures = await Promise.all(owners.slice(0, threshold).map((owner) => owner.sign({ hash: digest })))
    return encodeFunctionData({
      abi: safe.abi,
      functionName: 'execTransaction',
      args: [to, value, '0x', 0, 0n, 0n, 0n, zeroAddress, zeroAddress, concat(signatures)],
    })
  }
  return { address, pay }
}
