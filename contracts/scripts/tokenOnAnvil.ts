import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, encodeFunctionData, erc20Abi, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { binFolder } from './runForge.ts'

const artifact = join(binFolder, '../@safe-global/safe-smart-account/build/artifacts/contracts/test/ERC20Token.sol/ERC20Token.json')

export type TokenOnAnvil = { readonly token: Hex; readonly give: (to: Hex, units: bigint) => Promise<void> }

/** A published ERC-20 (OpenZeppelin's, as Safe tests with it) with 10¹⁵ units, all of them with whoever holds the key. */
export const deployToken = async (rpcUrl: string, key: Hex): Promise<TokenOnAnvil> => {
  const transport = http(rpcUrl)
  const reader = createPublicClient({ transport, cacheTime: 0, pollingInterval: 50 })
  const sender = createWalletClient({ transport, account: privateKeyToAccount(key) })
  const send = async (call: { readonly to?: Hex; readonly data: Hex }) =>
    reader.waitForTransactionReceipt({ hash: await sender.sendTransaction({ chain: null, ...call }) })
  const { bytecode } = JSON.parse(await readFile(artifact, 'utf8')) as { readonly bytecode: Hex }
  const { contractAddress: token } = await send({ data: bytecode })
  if (token === null || token === undefined) throw new Error('the token was not deployed')
  return {
    token,
    give: async (to, units) => {
      await send({ to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, units] }) })
    },
  }
}
