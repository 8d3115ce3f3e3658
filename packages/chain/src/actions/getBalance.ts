import { type Address, DaomeshError, zeroAddress } from '@daomesh/protocol'
import { erc1155Abi, erc20Abi, type PublicClient } from 'viem'
import { answerOrNull } from '../errors/answerOrNull.ts'

export type GetBalanceParameters = { readonly account: Address; readonly token?: Address | undefined; readonly item?: bigint | undefined }
export type GetBalanceReturnType = bigint

/**
 * Wei, or the token's smallest unit; of an NFT how many, which ERC-721 asks for as ERC-20 does; with `item` how many of that one in ERC-1155.
 * @throws DaomeshError `TOKEN_UNREADABLE` for a contract that does not say it, or for none.
 */
export const getBalance = async (client: PublicClient, { account, token, item }: GetBalanceParameters): Promise<GetBalanceReturnType> => {
  if (token === undefined || token === zeroAddress) return client.getBalance({ address: account })
  const balance = await answerOrNull(
    item === undefined
      ? client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [account] })
      : client.readContract({ address: token, abi: erc1155Abi, functionName: 'balanceOf', args: [account, item] }),
  )
  if (balance === null) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token } })
  return balance
}
