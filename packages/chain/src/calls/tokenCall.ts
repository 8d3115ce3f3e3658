import type { Address, Hex } from '@daomesh/protocol'
import { encodeFunctionData, erc1155Abi, erc20Abi, erc721Abi } from 'viem'
import type { ChainCall } from '../client/ports.ts'

/** What of a token is handed over: an amount in its smallest unit, one NFT by its id, or a number of one ERC-1155 item. */
export type TokenPart =
  | { readonly standard: 'erc20'; readonly amount: bigint }
  | { readonly standard: 'erc721'; readonly item: bigint }
  | { readonly standard: 'erc1155'; readonly item: bigint; readonly amount: bigint }

export type TokenCallParameters = { readonly token: Address; readonly from: Address; readonly to: Address; readonly part: TokenPart }

const dataOf = ({ from, to, part }: TokenCallParameters): Hex => {
  switch (part.standard) {
    case 'erc20':
      return encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, part.amount] })
    case 'erc721':
      // The safe form asks a receiving contract whether it takes NFTs: what lies where nobody can move it is lost.
      return encodeFunctionData({ abi: erc721Abi, functionName: 'safeTransferFrom', args: [from, to, part.item] })
    case 'erc1155':
      return encodeFunctionData({ abi: erc1155Abi, functionName: 'safeTransferFrom', args: [from, to, part.item, part.amount, '0x'] })
  }
}

/**
 * The call by which its holder hands over a part of a token.
 * @example
 * tokenCall({ token: alice, from: dao, to: bob, part: { standard: 'erc20', amount: 5n } }).data.slice(0, 10) // => '0xa9059cbb'
 */
export const tokenCall = (parameters: TokenCallParameters): ChainCall => ({ to: parameters.token, value: 0n, data: dataOf(parameters) })
