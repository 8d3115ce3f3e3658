import { type Address, DaomeshError } from '@daomesh/protocol'
import { erc20Abi, type PublicClient } from 'viem'
import { answerOrNull } from '../errors/answerOrNull.ts'

export type GetAllowanceParameters = { readonly token: Address; readonly owner: Address; readonly spender: Address }
export type GetAllowanceReturnType = bigint

/**
 * How much of a token somebody may take of an account, in its smallest unit.
 * @throws DaomeshError `TOKEN_UNREADABLE` for a contract that does not say it, or for none.
 */
export const getAllowance = async (
  client: PublicClient,
  { token, owner, spender }: GetAllowanceParameters,
): Promise<GetAllowanceReturnType> => {
  const allowed = await answerOrNull(
    client.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [owner, spender] }),
  )
  if (allowed === null) throw new DaomeshError('TOKEN_UNREADABLE', { meta: { token } })
  return allowed
}
