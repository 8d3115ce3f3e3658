import type { Address } from '@daomesh/protocol'
import { erc20Abi, type PublicClient } from 'viem'
import type { TokenWords } from '../client/ports.ts'
import { answerOrNull } from '../errors/answerOrNull.ts'

export type GetTokenParameters = { readonly token: Address }
export type GetTokenReturnType = TokenWords

/** A contract's own words, cut and without what could change the look of the words around them. */
const legible = (text: string, length: number): string =>
  Array.from(text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
    .slice(0, length)
    .join('')
    .trim()

/** Symbol, name and decimals of a token. @throws viem's errors where the endpoint fails. */
export const getToken = async (client: PublicClient, { token }: GetTokenParameters): Promise<GetTokenReturnType> => {
  const ask = <const F extends 'symbol' | 'name' | 'decimals'>(functionName: F) =>
    answerOrNull(client.readContract({ address: token, abi: erc20Abi, functionName }))
  const [symbol, name, decimals] = await Promise.all([ask('symbol'), ask('name'), ask('decimals')])
  return {
    symbol: legible(symbol ?? '', 12),
    name: legible(name ?? '', 40),
    decimals: typeof decimals === 'number' && decimals <= 77 ? decimals : null,
  }
}
