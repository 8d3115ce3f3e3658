import { type Address, fromHex, type Hex, keccak256, to0x } from '@daomesh/protocol'
import type { PublicClient } from 'viem'

export type GetCodeHashParameters = { readonly account: Address }
export type GetCodeHashReturnType = Hex | null

/** What a decision pins (C8): keccak-256 of the code there, null where there is none. */
export const getCodeHash = async (client: PublicClient, { account }: GetCodeHashParameters): Promise<GetCodeHashReturnType> => {
  const code = await client.getCode({ address: account })
  return code === undefined || code === '0x' ? null : to0x(keccak256(fromHex(code)))
}
