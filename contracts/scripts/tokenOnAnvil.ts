import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, encodeFunctionData, erc20Abi, type Hex, http, parseAbi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { binFolder } from './runForge.ts'

const artifact = (name: string): string =>
  join(binFolder, `../@safe-global/safe-smart-account/build/artifacts/contracts/test/${name}.sol/${name}.json`)

export type TokenOnAnvil = { readonly token: Hex; readonly give: (to: Hex, units: bigint) => Promise<void> }

/** Puts a published token of Safe's tests on the chain. */
const deploy = async (name: string, rpcUrl: string, key: Hex) => {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ transport, cacheTime: 0, pollingInterval: 50 })
  const sender = createWalletClient({ transport, account: privateKeyToAccount(key) })
  const send = async (call: { readonly to?: Hex; readonly data: Hex }) =>
    reader.waitForTransactionReceipt({ hash: await sender.sendTransaction({ chain: null, ...call }) })
  const { bytecode } = JSON.parse(await readFile(artifact(name), 'utf8')) as { readonly bytecode: Hex }
  const { contractAddress: token } = await send({ data: bytecode })
  if (token === null || token === undefined) throw new Error('the token was not deployed')
  return {
    token,
    call: async (data: Hex): Promise<void> => {
      await send({ to: token, data })
    },
  }
}

/** A published ERC-20 (OpenZeppelin's, as Safe tests with it) with 10¹⁵ units, all of them with whoever holds the key. */
export const deployToken = async (rpcUrl: string, key: Hex): Promise<TokenOnAnvil> => {
  const { token, call } = await deploy('ERC20Token', rpcUrl, key)
  return { token, give: (to, units) => call(encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, units] })) }
}

const nftAbi = parseAbi(['function mint(address to, uint256 item)'])
const itemsAbi = parseAbi(['function mint(address to, uint256 item, uint256 amount, bytes data)'])

/** OpenZeppelin's ERC-721, in which anybody may mint. */
export const deployNft = async (rpcUrl: string, key: Hex) => {
  const { token, call } = await deploy('ERC721Token', rpcUrl, key)
  return { token, mint: (to: Hex, item: bigint) => call(encodeFunctionData({ abi: nftAbi, functionName: 'mint', args: [to, item] })) }
}

/** OpenZeppelin's ERC-1155, in which anybody may mint. */
export const deployItems = async (rpcUrl: string, key: Hex) => {
  const { token, call } = await deploy('ERC1155Token', rpcUrl, key)
  const mint = (to: Hex, item: bigint, amount: bigint) =>
    call(encodeFunctionData({ abi: itemsAbi, functionName: 'mint', args: [to, item, amount, '0x'] }))
  return { token, mint }
}
